import { javaTrim, type Moment, momentOf, OnlyFlinkReads, readTimestamp } from './text-readers';

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'nanos';
interface Part {
  readonly field: Field | null;
  /** The letters, or the characters as they stand. */
  readonly text: string;
}

const FIELDS: Readonly<Record<string, Field>> = {
  y: 'year',
  u: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  m: 'minute',
  s: 'second',
  S: 'nanos',
};

/**
 * The parts of a java.time pattern of numbers and fixed characters; null for patterns with other letters or with widths
 * that have a meaning of their own.
 */
export function patternParts(pattern: string): Part[] | null {
  const parts: Part[] = [];
  for (const [text] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (text === "'") return null;
    if (text.startsWith("'")) {
      parts.push({ field: null, text: text === "''" ? "'" : text.slice(1, -1).replaceAll("''", "'") });
      continue;
    }
    if (!/^[A-Za-z]/.test(text)) {
      if (/[[\]{}#]/.test(text)) return null;
      parts.push({ field: null, text });
      continue;
    }
    const field = FIELDS[text.charAt(0)];
    if (field === undefined || parts.some((p) => p.field === field)) return null;
    if (field === 'year' ? text.length !== 4 : field === 'nanos' ? text.length > 9 : text.length > 2)
      return null;
    parts.push({ field, text });
  }
  return parts;
}

/** Where digits that follow one another end is only known for fields of fixed width. */
function matcher(parts: readonly Part[]): RegExp {
  const source = parts.map((part, i) => {
    if (part.field === null) return part.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    if (part.field === 'nanos') return `(\\d{${part.text.length}})`;
    if (part.field === 'year') return parts[i + 1]?.field ? '(\\d{4})' : '(\\d{4}|\\+\\d{5,})';
    return part.text.length === 2 ? '(\\d{2})' : '(\\d{1,19})';
  });
  return new RegExp(`^${source.join('')}$`);
}

/** A single letter takes all digits, and fields of fixed width behind it take theirs from them. */
export function isReadable(parts: readonly Part[]): boolean {
  return parts.every((part, i) => {
    const loose = part.field !== null && part.field !== 'nanos' && part.text.length === 1;
    return !loose || parts[i + 1]?.field === undefined || parts[i + 1]?.field === null;
  });
}

const SQL_TIMESTAMP = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d+):(\d+):(\d+)(?:\.(\d{1,9}))?$/;

/**
 * TO_TIMESTAMP with a pattern (java.time's DateTimeFormatter); a text that does not fit it is read as a SQL timestamp or
 * date, as Flink does. Microseconds since 1970-01-01 00:00:00, NULL when neither.
 * @param kept decimals that a SQL timestamp keeps: 1.20 keeps more than the type has; what the engine cannot carry fails
 */
export function readByPattern(text: string, pattern: string, precision: number, kept: number): bigint | null {
  const parts = patternParts(pattern);
  if (parts === null) throw new Error(`The pattern ${pattern} is not known here`);
  const match = matcher(parts).exec(text);
  const read = match && byFields(parts, match.slice(1), precision, text);
  return read ?? asSqlText(javaTrim(text), kept, kept > precision);
}

function byFields(parts: readonly Part[], values: string[], precision: number, text: string): bigint | null {
  const moment = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanos: 0 };
  parts
    .filter((part) => part.field !== null)
    .forEach((part, i) => {
      const value = values[i] ?? '';
      if (value.startsWith('+')) throw new OnlyFlinkReads(text, 'TIMESTAMP');
      if (part.field === 'nanos') moment.nanos = Number(value.padEnd(9, '0'));
      else if (part.field !== null) moment[part.field] = Number(value);
    });
  if (!hasWholeDate(parts) && moment.day > 28) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  if (moment.hour === 24) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  return momentOf(moment, precision);
}

function hasWholeDate(parts: readonly Part[]): boolean {
  return ['year', 'month', 'day'].every((f) => parts.some((p) => p.field === f));
}

function asSqlText(text: string, precision: number, all: boolean): bigint | null {
  // Java takes signs before the numbers.
  const signed = text.includes('+') || text.startsWith('-') || text.split('-').length > 3;
  if (signed && /^[0-9+:. -]*$/.test(text)) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  if (!text.includes(' '))
    return /^\d{4}-\d{1,2}-\d{1,2}$/.test(text) ? strict(text, readTimestamp(text, precision)) : null;
  const match = SQL_TIMESTAMP.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, decimals = ''] = match;
  if (all && decimals.length > precision) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  const moment: Moment = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanos: Number(decimals.padEnd(9, '0')),
  };
  if (moment.month > 12 || moment.day > 31 || moment.month < 1 || moment.day < 1) return null;
  return strict(text, momentOf(moment, precision));
}

/** Java moves what a calendar does not have to the next day or month here: those fail. */
function strict(text: string, value: bigint | null): bigint {
  const [, day = '0'] = /^\d{4}-\d{1,2}-(\d{1,2})/.exec(text) ?? [];
  if (value === null) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  const read = new Date(Number(value / 1000n)).getUTCDate();
  if (read !== Number(day)) throw new OnlyFlinkReads(text, 'TIMESTAMP');
  return value;
}
