import { javaPattern, matches } from '../regex/java-pattern';
import type { RuntimeFunction } from '../runtime-function';

/** Java's Character.isWhitespace: no blank that forbids a line's end, but the four separators of ASCII. */
function isBlank(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code >= 0x1c && code <= 0x1f) return true;
  return /\s/.test(character) && !/[\u00a0\u2007\u202f\ufeff]/.test(character);
}

/** SPLIT: all parts, empty ones too, but none of an empty text; an empty delimiter gives the single characters. */
export function split(text: string, delimiter: string): string[] {
  if (delimiter !== '') return text === '' ? [] : text.split(delimiter);
  if (/[\ud800-\udfff]/.test(text)) throw new Error('SPLIT: single characters beyond the basic plane');
  return [...text];
}

/** SPLIT_INDEX by a text, counted from 0; an empty separator means blanks. NULL where there is no part. */
export function splitIndex(text: string, separator: string, index: number): string | null {
  if (index < 0 || text === '') return null;
  if (separator !== '') return text.split(separator)[index] ?? null;
  const blank = [...text].find(isBlank) ?? ' ';
  const even = [...text].map((character) => (isBlank(character) ? blank : character)).join('');
  return even.split(blank)[index] ?? null;
}

/** SPLIT_INDEX by the code of a character from 1 to 255. */
export function splitIndexByCode(text: string, code: number, index: number): string | null {
  return code < 1 || code > 255 ? null : splitIndex(text, String.fromCharCode(code), index);
}

/** Java's String.split: a pattern, empty parts at the end are left out (`limit` 0). */
function javaSplit(text: string, regex: string, limit: number): string[] {
  const pattern = javaPattern(regex);
  if (pattern === null) throw new Error(`STR_TO_MAP: ${regex} is no regular expression`);
  const parts: string[] = [];
  let end = 0;
  for (const match of matches(pattern, text)) {
    const start = match.index ?? 0;
    if (match[0] === '') throw new Error('STR_TO_MAP: a delimiter that matches nothing');
    if (limit > 0 && parts.length === limit - 1) break;
    parts.push(text.slice(end, start));
    end = start + match[0].length;
  }
  if (parts.length === 0) return [text];
  parts.push(text.slice(end));
  while (limit === 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

function entries(text: string, pairs: string, keyValue: string): Map<string, string | null> {
  const map = new Map<string, string | null>();
  if (text === '') return map;
  for (const pair of javaSplit(text, pairs, 0)) {
    const [key = '', value] = javaSplit(pair, keyValue, 2);
    map.set(value === undefined ? pair : key, value ?? null);
  }
  return map;
}

/** The keys of STR_TO_MAP: the delimiters are regular expressions; of equal keys the last counts. */
export function strToMapKeys(text: string, pairs: string, keyValue: string): string[] {
  return [...entries(text, pairs, keyValue).keys()];
}

/** The values of STR_TO_MAP in the order of its keys; NULL for a key without one. */
export function strToMapValues(text: string, pairs: string, keyValue: string): (string | null)[] {
  return [...entries(text, pairs, keyValue).values()];
}

const three: RuntimeFunction['parameters'] = ['VARCHAR', 'VARCHAR', 'VARCHAR'];

export const splitFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_split', parameters: ['VARCHAR', 'VARCHAR'], result: 'VARCHAR[]', call: split },
  {
    name: 'flink_split_index',
    parameters: ['VARCHAR', 'VARCHAR', 'INTEGER'],
    result: 'VARCHAR',
    call: splitIndex,
  },
  {
    name: 'flink_split_index_code',
    parameters: ['VARCHAR', 'INTEGER', 'INTEGER'],
    result: 'VARCHAR',
    call: splitIndexByCode,
  },
  { name: 'flink_str_to_map_keys', parameters: three, result: 'VARCHAR[]', call: strToMapKeys },
  { name: 'flink_str_to_map_values', parameters: three, result: 'VARCHAR[]', call: strToMapValues },
];
