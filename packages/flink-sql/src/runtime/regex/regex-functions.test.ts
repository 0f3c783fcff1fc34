import { describe, expect, test } from 'vitest';
import { isReadable } from './java-pattern';
import { like } from './like';
import {
  regexp,
  regexpCount,
  regexpExtract,
  regexpExtractAll,
  regexpInstr,
  regexpReplace,
  regexpSubstr,
} from './regex-functions';
import { similar, similarToJava } from './similar';

describe('regular expressions match as in Java', () => {
  test.each([
    ['a\nb', 'a.b', false],
    ['a\u2028b', 'a.b', false],
    ['a\nb', '(?s)a.b', true],
    ['ab\n', 'b$', true],
    ['ab\nc', 'b$', false],
    ['ab\r\n', 'b$', true],
    ['a\u00a0b', 'a\\sb', false],
    ['ſ', '\\w', false],
    ['ABC', '(?i)b', true],
    ['😀', '^.$', true],
    ['abc', '', false],
    ['abc', '(', false],
    ['abc', '*a', false],
    ['a-b', '[\\w-]+b', true],
  ])('%j ~ %j is %j', (text, pattern, found) => expect(regexp(text, pattern)).toBe(found));

  test('groups, positions and replacements', () => {
    expect(regexpExtract('foothebar', 'foo(.*?)(bar)', 2)).toBe('bar');
    expect(regexpExtract('foothebar', 'foo(.*?)(bar)', 3)).toBeNull();
    expect(regexpExtract('b', '(a)?b', 1)).toBeNull();
    expect(regexpExtractAll('abcdeabde', 'ab((c)|(.?))de', 2n)).toEqual(['c', null]);
    expect(regexpExtractAll('abc', 'b', 1n)).toBeNull();
    expect(regexpExtractAll('ab', '', 0n)).toEqual(['', '', '']);
    expect(regexpCount('abc', 'z')).toBe(0);
    expect(regexpCount('abc', '[')).toBeNull();
    expect(regexpInstr('a😀bc', 'b')).toBe(4);
    expect(regexpSubstr('100-200, 300-400', '(\\d+)-(\\d+)$')).toBe('300-400');
    expect(regexpReplace('abc', '', 'x')).toBe('xaxbxcx');
    expect(regexpReplace('fooobar', 'oo', '$1\\')).toBe('f$1\\obar');
  });

  test.each(['a*+', '(a)\\1', '(a*)*', '(|a)+', '[a&&b]', '[a[b]]', '\\p{L}', 'a(?i)b', '(?<=a+)b', '(?i)é'])(
    '%s is refused: the two engines differ, or might',
    (pattern) => {
      expect(isReadable(pattern)).toBe(false);
      expect(() => regexp('a', pattern)).toThrow('cannot match');
    },
  );

  test('a group in a repeated group is refused only where it is read', () => {
    expect(isReadable('((a)|b)+')).toBe(true);
    expect(isReadable('((a)|b)+', true)).toBe(false);
    expect(() => regexpExtract('ab', '((a)|b)+', 2)).toThrow('cannot match');
    expect(regexpExtract('ab', '((a)|b)+', 0)).toBe('ab');
  });

  test('texts on which the two engines differ fail', () => {
    expect(() => regexp('é', '\\bé')).toThrow('cannot match');
    expect(() => regexpCount('😀', 'x*')).toThrow('cannot match');
    expect(() => regexp('ſ', '(?i)s')).toThrow('cannot match');
  });
});

test.each([
  ['TE_ST', '%E\\_S%', null, false],
  ['a\\b', 'a\\b', null, true],
  ['TE_ST', '%E!_S%', '!', true],
  ['a*_', 'a**_', '*', true],
  ['a\nb', 'a_b', null, false],
  ['a\nb', 'a%b', null, true],
  ['a😀b', 'a_b', null, true],
  ['axb', 'a.b', null, false],
])('%j LIKE %j ESCAPE %j is %j', (text, pattern, escapeChar, found) =>
  expect(like(text, pattern, escapeChar)).toBe(found),
);

test('LIKE fails for an escape before another character', () => {
  expect(() => like('a', 'a!b', '!')).toThrow('Invalid escape sequence');
  expect(() => like('a', 'a!', '!')).toThrow('Invalid escape sequence');
});

test.each([
  ['TEST', '.EST', true],
  ['a$', 'a$', true],
  ['a\\b', 'a\\b', true],
  ['a', '[[:ALPHA:]]', true],
  ['a', '[:ALPHA:]', false],
  ['a1', '[a-z0-9]{2}', true],
  ['a\nb', 'a_b', false],
  ['a\nb', 'a%b', true],
  ['abc', 'ab', false],
  ['^', '^', false],
])('%j SIMILAR TO %j is %j', (text, pattern, found) => expect(similar(text, pattern, null)).toBe(found));

test('SIMILAR TO: escaped characters stand for themselves', () => {
  expect(similarToJava('a&_b&%', '&')).toBe('a_b%');
  expect(similar('*_x', '&*&__', '&')).toBe(true);
  expect(() => similar('a', 'a]', null)).toThrow('Invalid regular expression');
});
