import { expect, test } from 'vitest';
import { blockedPipelines, changeLabel, type PlannedPipeline, publishLabel } from './publish-selection';

const problem = (severity: 'error' | 'warning') => ({
  file: 'f',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  start: 0,
  end: 1,
  code: 'x',
  severity,
  message: 'm',
});
const planned = (key: string, more: Partial<PlannedPipeline> = {}): PlannedPipeline => ({
  key,
  change: 'changed',
  fromVersion: 3,
  toVersion: 4,
  sqlBefore: null,
  sqlAfter: null,
  entryBefore: null,
  entryAfter: null,
  diagnostics: [],
  ...more,
});

test('the button names what will be made', () => {
  expect(publishLabel([planned('a')])).toBe('Publish v4');
  expect(publishLabel([planned('a'), planned('b')])).toBe('Publish 2 pipelines');
  expect(publishLabel([planned('a', { change: 'deleted', toVersion: null })])).toBe('Publish without a');
});

test('each pipeline says what becomes of it', () => {
  expect(changeLabel(planned('a'))).toBe('v3 → v4');
  expect(changeLabel(planned('a', { change: 'added', fromVersion: null, toVersion: 1 }))).toBe('new, v1');
  expect(changeLabel(planned('a', { change: 'deleted' }))).toBe('deleted');
});

test('an error in one pipeline blocks that one only, warnings block nothing', () => {
  const chosen = [
    planned('a', { diagnostics: [problem('error'), problem('error')] }),
    planned('b', { diagnostics: [problem('warning')] }),
  ];
  expect(blockedPipelines(chosen)).toEqual([{ key: 'a', errors: 2 }]);
});
