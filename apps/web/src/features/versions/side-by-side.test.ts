import { describe, expect, it } from 'vitest';
import { diffLines } from '../publish/diff-lines';
import { sideBySide } from './side-by-side';

describe('side by side', () => {
  it('shows each text whole and in order in its own column', () => {
    const before = 'SELECT a,\n  b\nFROM t\nWHERE a > 0';
    const after = 'SELECT a,\n  b,\n  c\nFROM t\nWHERE a > 10';
    const pairs = sideBySide(diffLines(before, after));
    expect(pairs.flatMap(({ left }) => (left ? [left.text] : [])).join('\n')).toBe(before);
    expect(pairs.flatMap(({ right }) => (right ? [right.text] : [])).join('\n')).toBe(after);
  });
});
