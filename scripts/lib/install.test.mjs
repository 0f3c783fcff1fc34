import { expect, test } from 'vitest';
import { sameInstall } from './install.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'packages/engine': { version: '0.1.0' },
  'node_modules/@penstock/engine': { link: true },
  'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
  'node_modules/@esbuild/darwin-arm64': { version: '0.28.2', integrity: 'sha512-b', optional: true },
};
const present = {
  'node_modules/@penstock/engine': { link: true },
  'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
};

test("an install that lacks only other platforms' packages is complete", () => {
  expect(sameInstall(wanted, present)).toBe(true);
});

test('a missing package, another version and other content each ask for an install', () => {
  expect(sameInstall(wanted, { 'node_modules/@penstock/engine': { link: true } })).toBe(false);
  expect(
    sameInstall(wanted, { ...present, 'node_modules/pg': { version: '8.23.0', integrity: 'sha512-a' } }),
  ).toBe(false);
  expect(
    sameInstall(wanted, { ...present, 'node_modules/pg': { version: '8.23.1', integrity: 'sha512-x' } }),
  ).toBe(false);
});
