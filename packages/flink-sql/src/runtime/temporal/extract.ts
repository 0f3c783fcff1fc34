import type { RuntimeFunction } from '../runtime-function';
import { civilOf, daysOf, EPOCH_JULIAN, floorMod } from './calendar';

const DAY = 86_400_000;
const div = (a: number, b: number): number => Math.trunc(a / b);

/** Monday is 1. */
const isoWeekday = (days: number): number => floorMod(days + EPOCH_JULIAN, 7) + 1;

function firstMondayOfFirstWeek(year: number): number {
  const janFirst = daysOf(year, 1, 1);
  return janFirst + ((11 - floorMod(janFirst + EPOCH_JULIAN + 1, 7)) % 7) - 3;
}

function isoWeek(days: number): number {
  const { year, month, day } = civilOf(days);
  const monday = firstMondayOfFirstWeek(year);
  const weekday = isoWeekday(days);
  if (month === 12 && day > 28) {
    const inOldYear = 31 - day + 4 > 7 - weekday && 31 - day + weekday >= 4;
    return inOldYear ? div(days - monday, 7) + 1 : 1;
  }
  if (month === 1 && day < 5) {
    const inNewYear = 4 - day <= 7 - weekday && day - weekday >= -3;
    return inNewYear ? 1 : div(days - firstMondayOfFirstWeek(year - 1), 7) + 1;
  }
  return div(days - monday, 7) + 1;
}

function isoYear(days: number): number {
  const { year, month } = civilOf(days);
  const week = isoWeek(days);
  if (week === 1 && month === 12) return year + 1;
  return month === 1 && week > 50 ? year - 1 : year;
}

/** EXTRACT of a unit of a day or more from days since 1970-01-01; null for other units. */
function dayPart(unit: string, days: number): number | null {
  const { year, month, day } = civilOf(days);
  switch (unit) {
    case 'YEAR':
      return year;
    case 'QUARTER':
      return div(month + 2, 3);
    case 'MONTH':
      return month;
    case 'WEEK':
      return isoWeek(days);
    case 'DAY':
      return day;
    case 'DOY':
      return days - daysOf(year, 1, 1) + 1;
    case 'DOW':
      return floorMod(days + EPOCH_JULIAN + 1, 7) + 1;
    case 'ISODOW':
      return isoWeekday(days);
    case 'ISOYEAR':
      return isoYear(days);
    case 'DECADE':
      return div(year, 10);
    case 'CENTURY':
      return year > 0 ? div(year + 99, 100) : div(year - 99, 100);
    case 'MILLENNIUM':
      return year > 0 ? div(year + 999, 1000) : div(year - 999, 1000);
    default:
      return null;
  }
}

/** EXTRACT of a unit of less than a day; Flink counts moments before 1970 with the sign of their distance from it. */
function timePart(unit: string, millis: number): number {
  switch (unit) {
    case 'HOUR':
      return div(millis % DAY, 3_600_000);
    case 'MINUTE':
      return div(millis % 3_600_000, 60_000);
    case 'SECOND':
      return div(millis % 60_000, 1000);
    case 'MILLISECOND':
      return millis % 1000;
    case 'EPOCH':
      return div(millis, 1000);
    default:
      throw new Error(`EXTRACT: ${unit} is no unit`);
  }
}

/**
 * EXTRACT from a DATE (Flink docs: Temporal Functions). @param days since 1970-01-01; for units below a day Flink reads them
 * as if they were milliseconds
 */
export function extractFromDays(unit: string, days: number): bigint {
  if (unit === 'EPOCH') return BigInt(days) * 86_400n;
  return BigInt(dayPart(unit, days) ?? timePart(unit, days));
}

/**
 * EXTRACT from a TIMESTAMP, or a TIMESTAMP_LTZ on the session's clock. A moment before 1970 counts, as in Flink, to the
 * day after its own. @param micros since 1970-01-01 00:00:00
 */
export function extractFromMicros(unit: string, micros: bigint): bigint {
  const below = ((micros % 1000n) + 1000n) % 1000n;
  const millis = Number((micros - below) / 1000n);
  if (unit === 'MICROSECOND') return BigInt((millis % 1000) * 1000) + below;
  if (unit === 'NANOSECOND') return BigInt((millis % 1000) * 1_000_000) + below * 1000n;
  return BigInt(dayPart(unit, div(millis, DAY)) ?? timePart(unit, millis));
}

export const extractFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_extract_days',
    parameters: ['VARCHAR', 'INTEGER'],
    result: 'BIGINT',
    call: extractFromDays,
  },
  {
    name: 'flink_extract_micros',
    parameters: ['VARCHAR', 'BIGINT'],
    result: 'BIGINT',
    call: extractFromMicros,
  },
];
