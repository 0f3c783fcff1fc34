import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';
import { parseStartOptions } from './start-options.mjs';

test('options come with a space or an equals sign and have defaults', () => {
  expect(parseStartOptions([])).toEqual({ data: resolve('.penstock'), port: 4400 });
  expect(parseStartOptions(['--port=5000', '--data', '/tmp/x'])).toEqual({ data: '/tmp/x', port: 5000 });
  expect(parseStartOptions(['--help'])).toEqual({ help: true });
});

test.each([[['--port', 'abc']], [['--port', '0']], [['--port', '70000']], [['--prot', '1']], [['--data']]])(
  '%s is refused with what to do',
  (args) => {
    expect(() => parseStartOptions(args)).toThrow(/--port must be|is not an option, or lacks its value/);
  },
);

test.each([
  ['20.18.3', false],
  ['18.20.0', false],
  ['20.19.0', true],
  ['22.0.0', true],
  ['24.21.0', true],
])('Node %s will do: %s', (version, fine) => {
  expect(nodeVersionProblem(version) === undefined).toBe(fine);
});
