import { type LosslessJson, LosslessNumber } from '@penstock/common';

/**
 * The text that an object or list was parsed from or written as. Documents are never changed in place (an update
 * makes new objects), so the text stays true; metadata of thousands of snapshots is written by joining theirs.
 */
const texts = new WeakMap<object, string>();

export function rememberText(value: object, text: string): void {
  texts.set(value, text);
}

/** JSON of a document; parts that came from `parseJson` unchanged are written with the characters they came with. */
export function writeJson(value: LosslessJson): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof LosslessNumber) return value.value;
  const known = texts.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${writeJson(entry)}`);
  return `{${entries.join(',')}}`;
}
