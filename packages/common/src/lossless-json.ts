import { LosslessNumber, parse, stringify } from 'lossless-json';

/**
 * JSON whose numbers keep their text. Snapshot ids, offsets, BIGINT and DECIMAL do not survive `JSON.parse`
 * (8428329622630187761 becomes …8000), so catalog metadata, commits and positions go through these two.
 */
export type LosslessJson =
  | null
  | boolean
  | string
  | LosslessNumber
  | LosslessJson[]
  | { [key: string]: LosslessJson };

export function parseLossless(text: string): LosslessJson {
  return parse(text) as LosslessJson;
}

/** Accepts bigint and number beside LosslessNumber, so that new values can be put into parsed documents. */
export function stringifyLossless(value: unknown, space?: number): string {
  const text = stringify(value, undefined, space);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

export { LosslessNumber };
