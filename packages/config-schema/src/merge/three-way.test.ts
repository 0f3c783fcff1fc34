import { describe, expect, test } from 'vitest';
import { topicsPath } from '../project-files';
import { threeWayMerge } from './three-way';

const entry = (key: string, note: string) => `  # about ${key}\n  ${key}:\n    enabled: true # ${note}\n`;
const file = (...entries: string[]) => ({ [topicsPath]: `# head\ntopics:\n\n${entries.join('\n')}` });
const base = {
  ...file(entry('a', '0'), entry('b', '0'), entry('c', '0')),
  'transformations/t.sql': 'SELECT 1',
};

describe('three-way merge', () => {
  test('takes changes of different pipelines together', () => {
    const mine = { ...base, ...file(entry('a', 'mine'), entry('b', '0'), entry('c', '0')) };
    const theirs = { ...base, ...file(entry('a', '0'), entry('c', 'theirs'), entry('d', 'new')) };
    expect(threeWayMerge(base, mine, theirs)).toEqual({
      files: { ...base, ...file(entry('a', 'mine'), entry('c', 'theirs'), entry('d', 'new')) },
      conflicts: [],
    });
  });
  test('puts a new pipeline where its author put it', () => {
    const mine = { ...base, ...file(entry('a', '0'), entry('n', 'mine'), entry('b', '0'), entry('c', '0')) };
    const theirs = { ...base, ...file(entry('a', '1'), entry('b', '0'), entry('c', '0')) };
    expect(threeWayMerge(base, mine, theirs)).toEqual({
      files: { ...base, ...file(entry('a', '1'), entry('n', 'mine'), entry('b', '0'), entry('c', '0')) },
      conflicts: [],
    });
  });
  test('names the pipeline that both sides changed, and keeps theirs', () => {
    const mine = { ...base, ...file(entry('a', 'mine'), entry('b', 'mine'), entry('c', '0')) };
    const theirs = { ...base, ...file(entry('a', 'theirs'), entry('b', '0'), entry('c', '0')) };
    const result = threeWayMerge(base, mine, theirs);
    expect(result.conflicts.map(({ path, pipeline }) => ({ path, pipeline }))).toEqual([
      { path: topicsPath, pipeline: 'a' },
    ]);
    expect(result.files).toEqual({
      ...base,
      ...file(entry('a', 'theirs'), entry('b', 'mine'), entry('c', '0')),
    });
  });
  test('deleting what the other side changed is a conflict', () => {
    const mine = { ...base, ...file(entry('a', '0'), entry('c', '0')) };
    const theirs = { ...base, ...file(entry('a', '0'), entry('b', 'theirs'), entry('c', '0')) };
    expect(threeWayMerge(base, mine, theirs).conflicts).toHaveLength(1);
    expect(threeWayMerge(base, theirs, mine).conflicts).toHaveLength(1);
  });
  test('keeps a change outside the entries made by one side', () => {
    const mine = { ...base, [topicsPath]: (base[topicsPath] ?? '').replace('# head', '# my head') };
    const theirs = { ...base, ...file(entry('a', '0'), entry('b', 'theirs'), entry('c', '0')) };
    const result = threeWayMerge(base, mine, theirs);
    expect(result.conflicts).toEqual([]);
    expect(result.files[topicsPath]).toBe((theirs[topicsPath] ?? '').replace('# head', '# my head'));
  });
  test('other files: equal changes are fine, different ones are a conflict', () => {
    const sql = (text: string) => ({ ...base, 'transformations/t.sql': text });
    expect(threeWayMerge(base, sql('x'), sql('x')).conflicts).toEqual([]);
    expect(threeWayMerge(base, sql('x'), base).files['transformations/t.sql']).toBe('x');
    expect(threeWayMerge(base, sql('x'), sql('y')).conflicts.map((one) => one.path)).toEqual([
      'transformations/t.sql',
    ]);
  });
});
