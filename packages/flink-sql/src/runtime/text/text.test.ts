import { expect, test } from 'vitest';
import { fitBytes, fromBase64, unhex } from './binary-text';
import { isAlpha, isDecimal, isDigit } from './character-kinds';
import { characterOf, firstByte, initCap, replace, reverse, translate } from './characters';
import { decode, encode } from './charsets';
import { utf8Bytes, utf8Text } from './java-text';
import { leftPad, overlay, overlayWhole, rightPad } from './padding';
import { localDateTimeText, printf } from './printf';
import { inString, locate } from './search';
import { split, splitIndex, splitIndexByCode, strToMapKeys, strToMapValues } from './split';
import { substring } from './substring';

test('UTF-8 there and back; broken bytes fail', () => {
  for (const text of ['', 'aé你😀', '\0\u07ff\uffff\u{10ffff}']) expect(utf8Text(utf8Bytes(text))).toBe(text);
  expect(utf8Bytes('\ud83d')).toEqual(Uint8Array.of(0x3f));
  for (const bytes of [
    [0xff],
    [0xc3],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x28, 0xa1],
  ])
    expect(() => utf8Text(Uint8Array.from(bytes))).toThrow('UTF-8');
});

test('padding', () => {
  expect(leftPad('abc', 10, 'xy')).toBe('xyxyxyxabc');
  expect(leftPad('abc', 2, 'x')).toBe('ab');
  expect(leftPad('abc', -1, 'x')).toBeNull();
  expect(leftPad('abc', 2, '')).toBeNull();
  expect(rightPad('a😀', 2, 'x')).toBe('a?');
  expect(rightPad('hi', 5, '??')).toBe('hi???');
});

test('OVERLAY', () => {
  expect(overlay('123456789', 'abc', 2n, -1n)).toBe('1abc');
  expect(overlay('123456789', 'It', -1n, 2n)).toBe('123456789');
  expect(overlay('123456789', 'abc', 100n, -1n)).toBe('123456789');
  expect(overlay('abc', 'xy', 2n, 1n)).toBe('axyc');
  expect(overlay('abc', 'xy', 2n, 2147483647n)).toBe('axy');
  expect(overlayWhole('a😀bcd', 'x', 3n)).toBe('a?xbcd');
});

test('searching', () => {
  expect([
    locate('b', 'abcb', 3),
    locate('b', 'abcb', -1),
    locate('', 'abcb', 3),
    locate('b', '😀b', 1),
  ]).toEqual([4, 2, 1, 2]);
  expect(inString('Corporate Floor', 'or', -3, 2)).toBe(2);
  expect(inString('aaaa', 'aa', 1, 2)).toBe(2);
  expect(inString('abcb', '', 2, 1)).toBe(1);
  expect(inString('abc', 'a', 0, 1)).toBe(0);
  expect(() => inString('abcb', 'b', 1, 0)).toThrow('positive');
});

test('SUBSTRING', () => {
  expect(substring('a😀b', -2, 1)).toBe('😀');
  expect(substring('abc', -5, 3)).toBe('');
  expect(substring('abc', 2, -1)).toBeNull();
  expect(substring('abc', 0, 2)).toBe('ab');
});

test('characters', () => {
  expect(reverse('a😀b')).toBe('b😀a');
  expect(initCap('éa bC-dE9f')).toBe('éA Bc-De9f');
  expect([firstByte('é'), firstByte(''), firstByte('a')]).toEqual([-61, 0, 97]);
  expect([characterOf(353n), characterOf(-10n), characterOf(256n)]).toEqual(['a', '', '\0']);
  expect(replace('abc', '', 'x')).toBe('xaxbxcx');
  expect(translate('www.😀.org', '😀w', '笑α')).toBe('ααα.笑.org');
  expect(translate('abca', 'aa', 'xy')).toBe('xbcx');
  expect(translate('abc', 'ab', null)).toBe('c');
  expect(translate(null, 'a', 'b')).toBeNull();
});

test('kinds of texts', () => {
  expect([isAlpha('né你'), isAlpha('a1'), isAlpha(''), isAlpha('𝐚')]).toEqual([true, false, false, false]);
  expect([isDigit('12٣'), isDigit('1.5'), isDigit('')]).toEqual([true, false, false]);
  expect(['11.44', ' 1 ', '1d', 'NaN', '-.5e3', '0x1p3'].every(isDecimal)).toBe(true);
  expect(['', 'abc', '1e', '0x1', '--1', '.'].some(isDecimal)).toBe(false);
});

test('splitting', () => {
  expect([split(',1,,2,', ','), split('', ','), split('abc', '')]).toEqual([
    ['', '1', '', '2', ''],
    [],
    ['a', 'b', 'c'],
  ]);
  expect(splitIndex('aXXbXX', 'XX', 2)).toBe('');
  expect(splitIndex('a b  c', '', 2)).toBe('');
  expect(splitIndex('', ',', 0)).toBeNull();
  expect([splitIndexByCode('a,b', 44, 1), splitIndexByCode('a', 256, 0)]).toEqual(['b', null]);
  expect(strToMapKeys('a=1,b,c=2=3,,', ',', '=')).toEqual(['a', 'b', 'c']);
  expect(strToMapValues('a=1,b,c=2=3,,', ',', '=')).toEqual(['1', null, '2=3']);
  expect(strToMapKeys('a1b2', '[0-9]', 'x')).toEqual(['a', 'b']);
  expect(strToMapKeys('a.b.c', '.', ':')).toEqual([]);
});

test('bytes', () => {
  expect(fromBase64('5L2g5aW9')).toBe('你好');
  expect([fromBase64('YQ'), fromBase64('YQ=='), fromBase64('')]).toEqual(['a', 'a', '']);
  for (const text of ['a', '====', 'YW Jj', 'YQ=']) expect(() => fromBase64(text)).toThrow('no base64');
  expect([unhex('aB'), unhex('146'), unhex('1-')]).toEqual([
    Uint8Array.of(0xab),
    Uint8Array.of(0, 0x46),
    null,
  ]);
  expect(fitBytes(Uint8Array.of(1, 2, 3), 2, true)).toEqual(Uint8Array.of(1, 2));
  expect(fitBytes(Uint8Array.of(1), 2, true)).toEqual(Uint8Array.of(1, 0));
  expect(fitBytes(Uint8Array.of(1), 2, false)).toEqual(Uint8Array.of(1));
});

test('charsets', () => {
  expect(encode('aé', 'US-ASCII')).toEqual(Uint8Array.of(0x61, 0x3f));
  expect(encode('aé', 'iso-8859-1')).toEqual(Uint8Array.of(0x61, 0xe9));
  expect(encode('a', 'UTF-16')).toEqual(Uint8Array.of(0xfe, 0xff, 0, 0x61));
  for (const charset of ['utf-8', 'UTF-16LE', 'UTF-16BE'])
    expect(decode(encode('aé😀', charset), charset)).toBe('aé😀');
  expect(() => encode('a', 'nonsense')).toThrow('not known');
  expect(() => decode(Uint8Array.of(0xff), 'utf-8')).toThrow('UTF-8');
});

test('PRINTF', () => {
  expect(printf('%5d|%-5s|%08d|%S%n', 'dsds', ['12', 'ab', '-1024', 'x'])).toBe('   12|ab   |-0001024|X\n');
  expect(printf('%s %s', 's', ['a'])).toBeNull();
  expect(printf('%d', 's', ['a'])).toBeNull();
  expect(printf('%s %d %b %%', 'sdb', [null, null, null])).toBe('null null false %');
  expect(printf('%s %s', 'ddd', ['1', '2', '3'])).toBe('1 2');
  for (const format of ['%,d', '%.2f', '%1$s', '%c', '%'])
    expect(() => printf(format, 'd', ['1'])).toThrow('imitated');
  expect(localDateTimeText(1722335040000000n)).toBe('2024-07-30T10:24');
  expect(localDateTimeText(1722335040256000n)).toBe('2024-07-30T10:24:00.256');
});
