import { describe, expect, it, test } from 'vitest';
import { addMonths, civilOf, daysOf } from './calendar';
import { extractFromDays, extractFromMicros } from './extract';
import { millisText, monthsText } from './interval-text';
import { patternParts, readByPattern } from './java-patterns';
import { monthsBetween } from './months-between';
import { roundDays, roundMillis } from './rounding';
import { readBySimpleFormat, simplePattern } from './simple-date-format';
import { readDate, readTime, readTimestamp } from './text-readers';
import { timeText } from './time-text';

test('days and dates go both ways', () => {
  for (let days = -800_000; days < 3_000_000; days += 997) {
    const { year, month, day } = civilOf(days);
    expect(daysOf(year, month, day)).toBe(days);
  }
  expect(civilOf(addMonths(daysOf(2024, 1, 31), 1))).toEqual({ year: 2024, month: 2, day: 29 });
  expect(civilOf(addMonths(daysOf(2024, 1, 31), -13))).toEqual({ year: 2022, month: 12, day: 31 });
});

test.each([
  ['floor', 'WEEK', [2021, 2, 27], [2021, 2, 21]],
  ['ceil', 'WEEK', [2021, 2, 28], [2021, 2, 28]],
  ['ceil', 'MONTH', [2020, 12, 2], [2021, 1, 1]],
  ['ceil', 'DECADE', [2020, 1, 1], [2030, 1, 1]],
  ['floor', 'CENTURY', [2000, 1, 1], [1901, 1, 1]],
  ['ceil', 'QUARTER', [2020, 4, 1], [2020, 7, 1]],
] as const)('%s to %s of a date', (direction, unit, [y, m, d], [year, month, day]) => {
  expect(civilOf(roundDays(daysOf(y, m, d), unit, direction))).toEqual({ year, month, day });
});

test('milliseconds are rounded by their clock', () => {
  expect(roundMillis(-1500, 'SECOND', 'floor')).toBe(-2000);
  expect(roundMillis(-1500, 'SECOND', 'ceil')).toBe(-1000);
  expect(roundMillis(-1500, 'MONTH', 'floor')).toBe(0);
});

test.each([
  ['WEEK', 18627, 53n],
  ['ISOYEAR', 18628, 2020n],
  ['DOW', 18628, 6n],
  ['EPOCH', -1, -86400n],
  ['SECOND', 18262, 18n],
])('%s of day %d', (unit, days, expected) => {
  expect(extractFromDays(unit, days)).toBe(expected);
});

test('parts of moments before 1970 have a sign', () => {
  expect(extractFromMicros('MICROSECOND', -600_000n)).toBe(-600_000n);
  expect(extractFromMicros('DAY', -1n)).toBe(1n);
});

test('months between moments look at the time of the day', () => {
  const at = (y: number, m: number, d: number, hour: number): bigint =>
    BigInt(daysOf(y, m, d)) * 86_400_000n + BigInt(hour) * 3_600_000n;
  expect(monthsBetween(at(2020, 2, 29, 9), at(2020, 1, 31, 10))).toBe(0);
  expect(monthsBetween(at(2020, 2, 29, 10), at(2020, 1, 31, 10))).toBe(1);
  expect(monthsBetween(at(2016, 8, 1, 0), at(2019, 9, 1, 0))).toBe(-37);
});

test('intervals and times as texts', () => {
  expect([monthsText(-14n), monthsText(0n), millisText(93_784_005n), millisText(-1n)]).toEqual([
    '-1-02',
    '+0-00',
    '+1 02:03:04.005',
    '-0 00:00:00.001',
  ]);
  expect([timeText(0n, 3), timeText(56_801n, 2), timeText(56_100n, 0)]).toEqual([
    '00:00:00.0',
    '00:00:56.80',
    '00:00:56',
  ]);
});

describe('texts', () => {
  const at = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;

  it.each([
    ['2020-1-5', daysOf(2020, 1, 5)],
    ['2020-1', daysOf(2020, 1, 1)],
    ['123', daysOf(123, 1, 1)],
    ['2020-02-03 10:99', daysOf(2020, 2, 3)],
    ['2020-02-30', null],
    ['2020/02/03', null],
    ['', null],
  ])('the date %s', (text, expected) => expect(readDate(text)).toBe(expected));

  it.each([
    ['10:00:00.6789', 36_000_679n],
    [' 1:2 ', 3_720_000n],
    ['10:00:00 PM', null],
    ['df035992-8230-42ed', null],
  ])('the time %s', (text, expected) => expect(readTime(text)).toBe(expected));

  it('times and timestamps that there is no room for fail', () => {
    for (const text of ['123', '23:59:59.9999', '10:00+08:00']) expect(() => readTime(text)).toThrow();
    expect(() => readTimestamp('+19999-09-10', 3)).toThrow();
    expect(() => readDate('0000-01-01')).toThrow();
  });

  it.each([
    ['1999-02-31', at('1999-02-28T00:00:00Z')],
    ['1999-10-10 24:00:00', at('1999-10-11T00:00:00Z')],
    ['1969-10-10 10:10:10.1239', at('1969-10-10T10:10:10.123Z')],
    ['1999-10-10 10:10:10.', at('1999-10-10T10:10:10Z')],
    ['1999-010-10', null],
    ['1999-10-10 10:10', null],
    ['0000-01-01', null],
  ])('the timestamp %s', (text, expected) => expect(readTimestamp(text, 3)).toBe(expected));

  it('patterns of java.time, and SQL texts that do not fit them', () => {
    expect(readByPattern('2000020210', 'yyyyMMddHH', 3, 3)).toBe(at('2000-02-02T10:00:00Z'));
    expect(readByPattern('2020-1-5 1:2:3', 'dd.MM.yyyy', 3, 3)).toBe(at('2020-01-05T01:02:03Z'));
    expect(readByPattern('2020-01-05 00:00:00.12345', 'yyyy', 3, 6)).toBe(
      at('2020-01-05T00:00:00.123Z') + 450n,
    );
    expect(() => readByPattern('2020-02-30 00:00:00', 'yyyy', 3, 3)).toThrow();
    expect(patternParts('dd.MM.yy')).toBeNull();
    expect(patternParts("yyyy 'at")).toBeNull();
  });

  it('patterns of java.text', () => {
    expect(readBySimpleFormat('1969-12-31 23:59:59.5x', 'yyyy-MM-dd HH:mm:ss.S')).toBe(-995_000n);
    expect(readBySimpleFormat('2020-01-05', 'yyyy-MM-dd HH:mm:ss')).toBeNull();
    expect(() => readBySimpleFormat('2020-13-05', 'yyyy-MM-dd')).toThrow();
    expect(simplePattern('yyyyMMdd')).toBeNull();
  });
});
