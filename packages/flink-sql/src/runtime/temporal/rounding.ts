import type { RuntimeFunction } from '../runtime-function';
import { daysOf, EPOCH_JULIAN, floorMod } from './calendar';

const DAY = 86_400_000;
const MILLIS: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY,
};

type Direction = 'floor' | 'ceil';

const div = (a: number, b: number): number => Math.trunc(a / b);

/** Flink reads days before 1582-10-15 by the Julian calendar here, and only here. */
function roundingDate(julian: number): { year: number; month: number; day: number } {
  const gregorian = julian > 2299160;
  const a = julian + 32044;
  const b = gregorian ? div(4 * a + 3, 146097) : 0;
  const c = gregorian ? a - div(b * 146097, 4) : julian + 32082;
  const d = div(4 * c + 3, 1461);
  const e = c - div(1461 * d, 4);
  const m = div(5 * e + 2, 153);
  return {
    day: e - div(153 * m + 2, 5) + 1,
    month: m + 3 - 12 * div(m, 10),
    year: b * 100 + d - 4800 + div(m, 10),
  };
}

/**
 * FLOOR and CEIL of a DATE, in days since 1970-01-01 (Flink docs: Temporal Functions). As in Flink, CEIL to DECADE, CENTURY,
 * MILLENNIUM and DAY always gives the next one, and to QUARTER except on January 1; weeks begin on Sunday.
 */
export function roundDays(days: number, unit: string, direction: Direction): number {
  const julian = days + EPOCH_JULIAN;
  const up = direction === 'ceil';
  const { year, month, day } = roundingDate(julian);
  const start = day === 1 && month === 1;
  switch (unit) {
    case 'MILLENNIUM':
      return daysOf(1000 * div(year + 999, 1000) + (up ? 1 : -999), 1, 1);
    case 'CENTURY':
      return daysOf(100 * div(year + 99, 100) + (up ? 1 : -99), 1, 1);
    case 'DECADE':
      return daysOf(10 * (div(year, 10) + (up ? 1 : 0)), 1, 1);
    case 'YEAR':
      return daysOf(up && !start ? year + 1 : year, 1, 1);
    case 'QUARTER':
      return daysOf(year, (div(month + 2, 3) + (up && !start ? 1 : 0)) * 3 - 2, 1);
    case 'MONTH':
      return daysOf(year, up && day > 1 ? month + 1 : month, 1);
    case 'WEEK': {
      const sinceSunday = floorMod(julian + 1, 7);
      return daysOf(year, month, day) - (up && sinceSunday > 0 ? sinceSunday - 7 : sinceSunday);
    }
    case 'DAY':
      return daysOf(year, month, day) + (up ? 1 : 0);
    default:
      return days;
  }
}

/**
 * FLOOR and CEIL of a moment, in milliseconds since 1970-01-01 on its own clock. Units of a week and more look at the day
 * only; before 1970 that day is, as in Flink, the one after.
 */
export function roundMillis(millis: number, unit: string, direction: Direction): number {
  const size = MILLIS[unit];
  if (size === undefined) return roundDays(div(millis, DAY), unit, direction) * DAY;
  const rest = millis % size;
  if (direction === 'floor') return rest < 0 ? millis - rest - size : millis - rest;
  return rest > 0 ? millis - rest + size : millis - rest;
}

const days =
  (direction: Direction) =>
  (value: number, unit: string): number =>
    roundDays(value, unit, direction);
const millis =
  (direction: Direction) =>
  (value: bigint, unit: string): bigint =>
    BigInt(roundMillis(Number(value), unit, direction));

export const roundingFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_floor_days', parameters: ['INTEGER', 'VARCHAR'], result: 'INTEGER', call: days('floor') },
  { name: 'flink_ceil_days', parameters: ['INTEGER', 'VARCHAR'], result: 'INTEGER', call: days('ceil') },
  { name: 'flink_floor_millis', parameters: ['BIGINT', 'VARCHAR'], result: 'BIGINT', call: millis('floor') },
  { name: 'flink_ceil_millis', parameters: ['BIGINT', 'VARCHAR'], result: 'BIGINT', call: millis('ceil') },
];
