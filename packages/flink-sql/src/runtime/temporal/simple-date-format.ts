import type { RuntimeFunction } from '../runtime-function';
import { daysOf, lastDay } from './calendar';
import { readByPattern } from './java-patterns';
import { OnlyFlinkReads } from './text-readers';

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'milli';

const FIELDS: Readonly<Record<string, Field>> = {
  yyyy: 'year',
  MM: 'month',
  dd: 'day',
  HH: 'hour',
  mm: 'minute',
  ss: 'second',
  S: 'milli',
  SSS: 'milli',
};

/** Fields, and the characters between them as they stand. */
type Part = Field | { readonly character: string };

/** The parts of a pattern of numbers with something between them; null for other patterns. */
export function simplePattern(pattern: string): Part[] | null {
  const parts: Part[] = [];
  for (const [text] of pattern.matchAll(/([A-Za-z])\1*|[^A-Za-z]/g)) {
    const field = FIELDS[text];
    if (field !== undefined) {
      // Digits right behind one another are told apart by rules of their own.
      if (typeof parts.at(-1) === 'string' || parts.includes(field)) return null;
      parts.push(field);
    } else if (/^[/:. -]$/.test(text)) parts.push({ character: text });
    else return null;
  }
  return parts;
}

interface Scan {
  readonly fields: ReadonlyMap<Field, number>;
  /** Something that Java reads in a way of its own. */
  readonly odd: boolean;
}

/** Null where Java stops reading as well. */
function scan(text: string, parts: readonly Part[]): Scan | null {
  const fields = new Map<Field, number>();
  let odd = false;
  let at = 0;
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (text.charAt(at) !== part.character) return null;
      at += 1;
      continue;
    }
    const [all = '', sign = '', digits = ''] = /^[ \t]*(-?)([0-9]*)/.exec(text.slice(at)) ?? [];
    if (digits === '') {
      if (!/[^ -~]/.test(text.charAt(at + all.length))) return null;
      return { fields, odd: true };
    }
    at += all.length;
    odd ||= sign !== '' || digits.length > 9 || /[E]|[^\t -~]/.test(text.charAt(at));
    fields.set(part, Number(digits));
  }
  return { fields, odd };
}

/**
 * A text by a pattern of java.text.SimpleDateFormat, in microseconds since 1970-01-01 00:00:00; what follows is ignored.
 * NULL when Java cannot read it. Numbers that no calendar has, and years of the Julian one, which Java reads, fail.
 */
export function readBySimpleFormat(text: string, pattern: string): bigint | null {
  const parts = simplePattern(pattern);
  if (parts === null) throw new Error(`The pattern ${pattern} is not known here`);
  const read = scan(text, parts);
  if (read === null) return null;
  const number = (field: Field, otherwise: number): number => read.fields.get(field) ?? otherwise;
  const [year, month, day] = [number('year', 1970), number('month', 1), number('day', 1)];
  const [hour, minute, second] = [number('hour', 0), number('minute', 0), number('second', 0)];
  const milli = number('milli', 0);
  const isDay =
    year > 1582 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  if (read.odd || !isDay || hour > 23 || minute > 59 || second > 59 || milli > 999)
    throw new OnlyFlinkReads(text, 'time');
  const seconds = daysOf(year, month, day) * 86_400 + (hour * 60 + minute) * 60 + second;
  return BigInt(seconds) * 1_000_000n + BigInt(milli) * 1000n;
}

export const patternFunctions: readonly RuntimeFunction[] = [
  {
    name: 'flink_read_by_pattern',
    parameters: ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER'],
    result: 'BIGINT',
    call: readByPattern,
  },
  {
    name: 'flink_read_by_simple_format',
    parameters: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: readBySimpleFormat,
  },
];
