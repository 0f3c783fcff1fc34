import { expect, test } from 'vitest';
import { inetToNumber, numberToInet } from './inet';
import { parseUrl, parseUrlParameter } from './parse-url';
import { urlDecode, urlEncode } from './url-coding';

test.each([
  ['http://user:pass@host/?#', 'QUERY', ''],
  ['http://user:pass@host/?#', 'REF', ''],
  ['http://user:pass@host/?#', 'FILE', '/?'],
  ['http://user:pass@host', 'PATH', ''],
  ['http://user:pass@host', 'REF', null],
  ['http://user:pass@host', 'USERINFO', 'user:pass'],
  ['HTTP://A.b:80/c', 'PROTOCOL', 'http'],
  ['HTTP://A.b:80/c', 'HOST', 'A.b'],
  ['HTTP://A.b:80/c', 'AUTHORITY', 'A.b:80'],
  [' url:http://a/b ', 'PATH', '/b'],
  ['http://a/b', 'host', null],
  ['invalid://a/b', 'HOST', null],
  ['no address', 'HOST', null],
])('PARSE_URL(%j, %j) is %j', (text, part, expected) => expect(parseUrl(text, part)).toBe(expected));

test('what is not imitated fails', () => {
  for (const text of ['mailto:a@b.c', 'file:///a', 'http://[::1]/a', 'http://a/../b', 'http:a'])
    expect(() => parseUrl(text, 'HOST')).toThrow('cannot be read');
});

test('parameters of a query', () => {
  expect(parseUrlParameter('http://a/b?k=1&k=2', 'QUERY', 'k')).toBe('1');
  expect(parseUrlParameter('http://a/b?xk=1', 'QUERY', 'k')).toBeNull();
  expect(parseUrlParameter('http://a/b?k=1', 'HOST', 'k')).toBeNull();
});

test('URL_ENCODE and URL_DECODE', () => {
  expect(urlEncode('a b*_-.~é')).toBe('a+b*_-.%7E%C3%A9');
  expect(urlDecode('a+b%C3%A9')).toBe('a bé');
  expect(urlDecode('a%2')).toBeNull();
  expect(urlDecode('%-1')).toBeNull();
  expect(() => urlDecode('%FF')).toThrow('UTF-8');
});

test('INET_ATON and INET_NTOA', () => {
  expect(['1.2', '127.0.1', '001.002.003.004', '255'].map(inetToNumber)).toEqual([
    16777218n,
    2130706433n,
    16909060n,
    255n,
  ]);
  expect(['', '1..2.3', ' 127.0.0.1', '1.2.3.4.5', '167772161', '1.2.3.256'].map(inetToNumber)).toEqual(
    Array(6).fill(null),
  );
  expect([numberToInet(4294967295n), numberToInet(4294967296n), numberToInet(-1n)]).toEqual([
    '255.255.255.255',
    null,
    null,
  ]);
});
