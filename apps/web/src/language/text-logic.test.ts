import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hexOf } from './css-color';
import { differences } from './differences';
import { smallestReplacement } from './replace-text';

test('computed colours become the hex that Monaco reads', () => {
  expect(hexOf('rgb(255, 255, 255)')).toBe('#ffffff');
  expect(hexOf('rgba(11, 110, 117, 0.5)')).toBe('#0b6e7580');
});

test('one replacement turns any text into any other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const change = smallestReplacement(before, after);
      const result =
        change === null ? before : before.slice(0, change.start) + change.text + before.slice(change.end);
      expect(result).toBe(after);
    }),
  );
});

test('only files that differ are sent, and those that are gone are named', () => {
  expect(differences({ a: '1', b: '2', c: '3' }, { a: '1', b: '4', d: '5' })).toEqual({
    b: '4',
    c: null,
    d: '5',
  });
});
