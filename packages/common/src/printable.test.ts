import { expect, test } from 'vitest';
import { printable } from './printable';

test('a NUL byte becomes the symbol for it', () => {
  expect(printable('a\0b', 10)).toBe('a\u2400b');
});

test('cutting through a surrogate pair leaves no half of it', () => {
  expect(printable('ab\u{1f600}', 3)).toBe('ab\ufffd');
  expect(printable('\udc00x', 3)).toBe('\ufffdx');
});

test('a whole pair and other text stay as they are', () => {
  expect(printable('\u{1f600} é', 10)).toBe('\u{1f600} é');
});
