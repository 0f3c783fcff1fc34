import { expect, test } from 'vitest';
import {
  blockedPipelines,
  changeLabel,
  firstSelection,
  isEmpty,
  type PlannedPipeline,
  publishChoice,
  publishLabel,
} from './publish-selection';

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

const file = (path: string, part: 'pipeline' | 'project' | 'definition', pipeline: string | null = null) => ({
  path,
  change: 'changed' as const,
  part,
  pipeline,
});
const plan = (pipelines: PlannedPipeline[], files = [file('penstock.yaml', 'project')]) => ({
  baseRevisionId: 'r',
  headMoved: false,
  conflicts: [],
  pipelines,
  files,
  suggestedMessage: 'm',
});

test('the pipeline of the page is chosen alone, the project’s files are a choice of their own', () => {
  const both = plan([planned('a'), planned('b')]);
  const selection = firstSelection(both, 'a');
  expect(publishChoice(both, selection)).toEqual({ pipelineKeys: ['a'], projectFiles: false });
  expect(publishChoice(both, { ...selection, projectFiles: true })).toEqual({
    pipelineKeys: ['a'],
    projectFiles: true,
  });
});

test('everything chosen is asked for as everything', () => {
  const both = plan([planned('a'), planned('b')]);
  expect(publishChoice(both, firstSelection(both, 'elsewhere'))).toEqual({});
  const noProjectFiles = plan([planned('a')], [file('tests/a.yaml', 'pipeline', 'a')]);
  expect(publishChoice(noProjectFiles, firstSelection(noProjectFiles, 'a'))).toEqual({});
});

test('nothing chosen is nothing to publish, but a comment outside the entries alone is something', () => {
  const both = plan([planned('a')]);
  expect(isEmpty(both, { keys: new Set(), projectFiles: false })).toBe(true);
  expect(isEmpty(both, { keys: new Set(), projectFiles: true })).toBe(false);
  const comment = plan([], [file('config/topics.yaml', 'definition')]);
  expect(isEmpty(comment, firstSelection(comment, 'a'))).toBe(false);
  expect(isEmpty(plan([], []), firstSelection(plan([], []), 'a'))).toBe(true);
});
