/**
 * The proleptic Gregorian calendar in days since 1970-01-01, with the same whole-number arithmetic as Flink's DateTimeUtils,
 * so that values far from today come out alike too.
 */

/** The Julian day of 1970-01-01. */
export const EPOCH_JULIAN = 2440588;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const div = (a: number, b: number): number => Math.trunc(a / b);
export const floorMod = (a: number, b: number): number => a - Math.floor(a / b) * b;

export function julianOf(year: number, month: number, day: number): number {
  const a = div(14 - month, 12);
  const y = year + 4800 - a;
  const m = month + 12 * a - 3;
  return day + div(153 * m + 2, 5) + 365 * y + div(y, 4) - div(y, 100) + div(y, 400) - 32045;
}

/** Days since 1970-01-01. A month after December is one of the next year. */
export function daysOf(year: number, month: number, day: number): number {
  return julianOf(year, month, day) - EPOCH_JULIAN;
}

export function civilOf(days: number): CivilDate {
  const j = days + EPOCH_JULIAN + 32044;
  const g = div(j, 146097);
  const dg = j % 146097;
  const c = div((div(dg, 36524) + 1) * 3, 4);
  const dc = dg - c * 36524;
  const b = div(dc, 1461);
  const db = dc % 1461;
  const a = div((div(db, 365) + 1) * 3, 4);
  const da = db - a * 365;
  const y = g * 400 + c * 100 + b * 4 + a;
  const m = div(da * 5 + 308, 153) - 2;
  const d = da - div((m + 4) * 153, 5) + 122;
  return { year: y - 4800 + div(m + 2, 12), month: ((m + 2) % 12) + 1, day: d + 1 };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function lastDay(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The same day some months later, or the last day of that month. */
export function addMonths(days: number, months: number): number {
  const { year, month, day } = civilOf(days);
  const total = month + months;
  let y = year + Math.floor(total / 12);
  let m = floorMod(total, 12);
  if (m === 0) {
    y -= 1;
    m = 12;
  }
  return daysOf(y, m, Math.min(day, lastDay(y, m)));
}

/** Whole months from the second to the first day. */
export function subtractMonths(first: number, second: number): number {
  if (first < second) return -subtractMonths(second, first);
  let months = div(first - second, 31);
  for (;;) {
    if (addMonths(second, months) >= first || addMonths(second, months + 1) > first) return months;
    months += 1;
  }
}
