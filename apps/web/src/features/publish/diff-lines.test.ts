import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedPairs, diffLines, foldUnchanged } from './diff-lines';

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));

describe('line diff', () => {
  test('kept and removed lines give the old text, kept and added lines the new one', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const old = lines.filter((line) => line.kind !== 'add').map((line) => line.text);
        const now = lines.filter((line) => line.kind !== 'del').map((line) => line.text);
        const strip = (value: string) => value.replace(/\n$/, '');
        expect(old.join('\n')).toBe(strip(before));
        expect(now.join('\n')).toBe(strip(after));
      }),
    );
  });

  test('line numbers count each side by itself', () => {
    expect(diffLines('a\nb\nc', 'a\nx\ny\nc')).toEqual([
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'del', text: 'b', before: 2, after: null },
      { kind: 'add', text: 'x', before: null, after: 2 },
      { kind: 'add', text: 'y', before: null, after: 3 },
      { kind: 'same', text: 'c', before: 3, after: 4 },
    ]);
  });

  test('a new file is all added, a deleted one all removed', () => {
    expect(diffLines(null, 'a\nb').map((line) => line.kind)).toEqual(['add', 'add']);
    expect(diffLines('a\n', null).map((line) => line.kind)).toEqual(['del']);
  });
});

describe('changed lines of a deploy plan', () => {
  test('only the changed line is shown, before and after', () => {
    expect(
      changedPairs(
        'SELECT a\nFROM {source_table}\nWHERE amount > 0',
        'SELECT a\nFROM {source_table}\nWHERE amount > 10',
      ),
    ).toEqual([{ before: 'WHERE amount > 0', after: 'WHERE amount > 10' }]);
  });

  test('an added line has no before', () => {
    expect(changedPairs('SELECT\n  a\nFROM t', 'SELECT\n  a,\n  b\nFROM t')).toEqual([
      { before: 'a', after: 'a,' },
      { before: null, after: 'b' },
    ]);
  });

  test('indentation alone is no change', () => {
    expect(changedPairs('SELECT a', '   SELECT a')).toEqual([]);
  });
});

test('long unchanged stretches fold, with context around changes', () => {
  const before = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n');
  const blocks = foldUnchanged(diffLines(before, before.replace('line 10', 'changed')), 2);
  expect(blocks.map((block) => (block.kind === 'folded' ? block.count : block.lines.length))).toEqual([
    8, 6, 7,
  ]);
});
