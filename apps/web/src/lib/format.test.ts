import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatRate, formatRelative, NONE, plural } from './format';

describe('numbers and times as the screens write them', () => {
  it('keeps every digit of counters beyond 2^53', () => {
    expect(formatCount('9007199254740993')).toBe('9,007,199,254,740,993');
    expect(formatCount(48_210)).toBe('48,210');
    expect(formatCount(null)).toBe(NONE);
  });

  it('does not round a slow stream to zero, nor an unknown one', () => {
    expect(formatRate(0.4)).toBe('0.4');
    expect(formatRate(1240)).toBe('1,240');
    expect(formatRate(0)).toBe('0');
    expect(formatRate(null)).toBe(NONE);
  });

  it.each([
    [7, '7 ms'],
    [999, '999 ms'],
    [1100, '1.1 s'],
    [14_000, '14 s'],
    [360_000, '6 min'],
    [7_200_000, '2 h'],
    [259_200_000, '3 d'],
  ])('writes %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [0, 'now'],
    [2_000, '2 s ago'],
    [14_400, '14 s ago'],
    [-20_000, 'in 20 s'],
    [7_200_000, '2 h ago'],
  ])('says of %d ms ago: %s', (ms, text) => {
    const now = Date.UTC(2026, 10, 21);
    expect(formatRelative(new Date(now - ms).toISOString(), now)).toBe(text);
  });

  it('gives sizes a unit and words their number', () => {
    expect(formatBytes(80)).toBe('80 B');
    expect(formatBytes(412 * 1024 * 1024)).toBe('412 MB');
    expect(plural(1, 'unpublished change')).toBe('1 unpublished change');
    expect(plural(1200, 'record')).toBe('1,200 records');
  });
});
