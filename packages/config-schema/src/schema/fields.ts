import { z } from 'zod';
import { parseDuration } from '../values/duration';
import { parseMemoryMb } from '../values/memory';
import { parseTimestampMs } from '../values/timestamp';
import { YamlScalar } from '../yaml/tree';

/*
 * Building blocks of the file schemas. Input are `YamlScalar`s, not JavaScript numbers: each field decides what its
 * text means, so `flink_version: 1.20` is not 1.2 and `topic: 0123` keeps its zero. Messages complete the sentence
 * `"<key>" …`.
 */

/** The text of a scalar; anything else passes through for the inner schema to refuse. Null counts as empty. */
function textOf(value: unknown): unknown {
  if (!(value instanceof YamlScalar)) return value;
  return value.isNull ? null : value.text;
}

const refused = (what: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === null || issue.input === undefined ? `needs a value: ${what}.` : `must be ${what}.`,
});

/** Any text, also one that looks like a number. `what` says what belongs here, as in "a Kafka topic". */
export const text = (what: string, maxLength = 1000) =>
  z.preprocess(
    textOf,
    z
      .string(refused(what))
      .min(1, `needs a value: ${what}.`)
      .max(maxLength, `is longer than ${maxLength} characters.`),
  );

/** One of the words given; underscores, hyphens and case are forgiven where they cannot be confused. */
export const word = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.preprocess(
    (value) => {
      const raw = textOf(value);
      if (typeof raw !== 'string') return raw;
      const same = words.find(
        (known) => known.toLowerCase().replace(/_/g, '-') === raw.toLowerCase().replace(/_/g, '-'),
      );
      return same ?? raw;
    },
    z.enum(words, { error: `must be ${orList(words)}.` }),
  );

/** YAML 1.2 booleans, and the `yes`/`on` of YAML 1.1 that PyYAML reads as such in existing projects. */
export const bool = () =>
  z.preprocess(
    (value) => {
      const raw = textOf(value);
      if (typeof raw !== 'string') return raw;
      if (/^(?:true|yes|on)$/i.test(raw)) return true;
      if (/^(?:false|no|off)$/i.test(raw)) return false;
      return raw;
    },
    z.boolean({ error: 'must be true or false.' }),
  );

export const wholeNumber = (min: number, max: number) => {
  const range = `a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return z.preprocess(
    (value) => {
      const raw = textOf(value);
      return typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : raw;
    },
    z
      .number(refused(range))
      .int(`must be ${range}.`)
      .min(min, `must be ${range}.`)
      .max(max, `must be ${range}.`),
  );
};

/** A number that is written as text; `written` tells the JSON Schema so. */
function converted(convert: (text: string) => number | undefined, what: string, min: number, max: number) {
  const number = z
    .number(refused(what))
    .min(min, `must be ${what}.`)
    .max(max, `must be ${what}.`)
    .meta({ description: what, written: 'text' });
  return z.preprocess((value) => {
    const raw = textOf(value);
    return typeof raw === 'string' ? (convert(raw) ?? raw) : raw;
  }, number);
}

/** Milliseconds from a duration with a unit. */
export const duration = (minMs: number, maxMs: number, what: string) =>
  converted(parseDuration, what, minMs, maxMs);

/** Whole MiB from a size with a unit. */
export const memory = () =>
  converted(parseMemoryMb, 'a size with a unit, such as 512 MB or 2 GB', 16, 1024 * 1024);

/** Epoch milliseconds. */
export const timestamp = () =>
  converted(
    parseTimestampMs,
    'a time such as 2026-11-20T10:00:00Z, or milliseconds since 1970',
    0,
    253_402_300_799_999,
  );

export function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
