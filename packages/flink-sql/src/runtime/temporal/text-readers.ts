import type { RuntimeFunction } from '../runtime-function';
import { daysOf, isLeapYear, lastDay } from './calendar';

/** A text that Flink reads as a value that this engine has no room for. */
export class OnlyFlinkReads extends Error {
  constructor(text: string, kind: string) {
    super(`'${text.slice(0, 50)}' is a ${kind} that only Flink reads`);
  }
}

/** Java's trim: everything up to the blank, at both ends. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (start < end && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

function wholeNumber(text: string, all: string, kind: string): number | null {
  const digits = javaTrim(text);
  if (!/^[0-9]+$/.test(digits)) return null;
  if (digits.length > 9) throw new OnlyFlinkReads(all, kind);
  return Number(digits);
}

/**
 * Days since 1970-01-01 of a text as CAST and TO_DATE read it: year, month and day without fixed widths, the last two may be
 * missing, what follows a blank is ignored. NULL when it is none.
 */
export function readDate(text: string): number | null {
  const blank = text.indexOf(' ');
  const parts = splitAtMost(blank > 0 ? text.slice(0, blank) : text, '-', 3);
  const numbers = parts.map((part) => wholeNumber(part, text, 'DATE'));
  const [year = null, month = 1, day = 1] = numbers;
  if (year === null || month === null || day === null) return null;
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) return null;
  if (year === 0) throw new OnlyFlinkReads(text, 'DATE');
  return daysOf(year, month, day);
}

function splitAtMost(text: string, separator: string, most: number): string[] {
  const parts = text.split(separator);
  return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

/** Rounded to milliseconds by the digit after them; other characters count as 0. */
function fraction(text: string): number {
  let value = 0;
  for (let i = 0; i < 3; i++) {
    const c = text.charAt(i);
    value = value * 10 + (/^[0-9]$/.test(c) ? Number(c) : 0);
  }
  return value + (text.charAt(3) >= '5' ? 1 : 0);
}

/**
 * Milliseconds since midnight of a text as CAST reads it: minutes and seconds may be missing. NULL when it is none. Times
 * with an offset, and times beyond a day, which 1.20 keeps, are only Flink's.
 */
export function readTime(text: string): bigint | null {
  const sign = text.includes('-') ? text.indexOf('-') : text.indexOf('+');
  const hasOffset = sign >= 0;
  if (hasOffset) {
    const offset = splitAtMost(text.slice(sign + 1), ':', 2);
    if (offset.some((part) => wholeNumber(part, text, 'TIME') === null)) return null;
  }
  const parts = splitAtMost(hasOffset ? text.slice(0, sign) : text, ':', 3);
  const last = parts[2];
  let millis = 0;
  if (last !== undefined) {
    const dot = last.indexOf('.');
    if (dot >= 0) {
      millis = fraction(javaTrim(last.slice(dot + 1)));
      parts[2] = last.slice(0, dot);
    }
  }
  const [hour = null, minute = 0, second = 0] = parts.map((part) => wholeNumber(part, text, 'TIME'));
  if (hour === null || minute === null || second === null) return null;
  const total = hour * 3_600_000 + minute * 60_000 + second * 1000 + millis;
  if (hasOffset || hour > 23 || minute > 59 || second > 59 || total >= 86_400_000)
    throw new OnlyFlinkReads(text, 'TIME');
  return BigInt(total);
}

/** Two digits, or one; or the same number twice in a row, which the pattern `[MM][M]` reads as well. */
function oneOrTwo(digits: string): number | null {
  if (digits.length <= 2) return Number(digits);
  const first = Number(digits.slice(0, 2));
  return digits.length <= 21 && Number(digits.slice(2)) === first ? first : null;
}

const MOMENT = /^(\d{4}|\+\d{5,19})-(\d*)-(\d*)(?: (\d*):(\d*):(\d*)(?:\.(\d{0,9}))?)?$/;

/**
 * Microseconds since 1970-01-01 00:00:00 of a text as CAST and TO_TIMESTAMP read it. Days up to the 31st that a month does
 * not have become its last, 24:00:00 the next day. NULL when it is none. Further decimals are cut.
 * @param precision decimals that are kept
 */
export function readTimestamp(text: string, precision: number): bigint | null {
  const match = MOMENT.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', decimals = ''] = match;
  // Flink's pattern lets a field be empty.
  const empty = [month, day, hour, minute, second].includes('');
  if (empty || year.startsWith('+')) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  const numbers = [month, day, hour, minute, second].map(oneOrTwo);
  const [mo = null, d = null, h = null, mi = null, s = null] = numbers;
  if (mo === null || d === null || h === null || mi === null || s === null) return null;
  const nanos = Number(decimals.padEnd(9, '0'));
  return momentOf(
    { year: Number(year), month: mo, day: d, hour: h, minute: mi, second: s, nanos },
    precision,
  );
}

export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos: number;
}

/** What java.time's SMART resolver makes of the fields, in microseconds; null when it refuses them. */
export function momentOf(moment: Moment, precision: number): bigint | null {
  const { year, month, day, hour, minute, second, nanos } = moment;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const midnight = hour === 24 && minute === 0 && second === 0 && nanos === 0;
  if ((hour > 23 && !midnight) || minute > 59 || second > 59) return null;
  const february = isLeapYear(year) ? 29 : 28;
  const days = daysOf(year, month, Math.min(day, month === 2 ? february : lastDay(year, month)));
  const seconds = (hour * 60 + minute) * 60 + second;
  const unit = 10 ** Math.max(0, 6 - precision);
  const micros = Math.floor(Math.floor(nanos / 1000) / unit) * unit;
  return (BigInt(days) * 86_400n + BigInt(seconds)) * 1_000_000n + BigInt(micros);
}

export const textReaderFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_read_date', parameters: ['VARCHAR'], result: 'INTEGER', call: readDate },
  { name: 'flink_read_time', parameters: ['VARCHAR'], result: 'BIGINT', call: readTime },
  {
    name: 'flink_read_timestamp',
    parameters: ['VARCHAR', 'INTEGER'],
    result: 'BIGINT',
    call: readTimestamp,
  },
];
