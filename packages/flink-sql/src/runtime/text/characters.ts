import type { RuntimeFunction } from '../runtime-function';
import { utf8Bytes, wellFormed } from './java-text';

/** REVERSE, by code point. */
export function reverse(text: string): string {
  return [...text].reverse().join('');
}

/** INITCAP: words are runs of ASCII letters and digits; other letters separate words and stay as they are. */
export function initCap(text: string): string {
  return text.replace(
    /[A-Za-z0-9]+/g,
    (word) => asciiUpper(word.slice(0, 1)) + word.slice(1).replace(/[A-Z]/g, (c) => c.toLowerCase()),
  );
}

function asciiUpper(letter: string): string {
  return /[a-z]/.test(letter) ? letter.toUpperCase() : letter;
}

/** ASCII: the first byte of the UTF-8 text as a signed number, 0 for an empty text. */
export function firstByte(text: string): number {
  const [first] = text;
  return ((utf8Bytes(first ?? '')[0] ?? 0) << 24) >> 24;
}

/** CHR: the character of the lowest eight bits; empty for negative codes. */
export function characterOf(code: bigint): string {
  return code < 0n ? '' : String.fromCharCode(Number(code & 255n));
}

/** TRANSLATE by code point; characters without a counterpart go. A NULL for either list counts as an empty one. */
export function translate(text: string | null, from: string | null, to: string | null): string | null {
  if (text === null) return null;
  if (from === null || from === '') return text;
  const targets = [...(to ?? '')];
  const mapping = new Map<string, string>();
  for (const [i, character] of [...from].entries())
    if (!mapping.has(character)) mapping.set(character, targets[i] ?? '');
  return [...text].map((character) => mapping.get(character) ?? character).join('');
}

/** REPLACE: nothing is found before, between and after all UTF-16 units. */
export function replace(text: string, search: string, replacement: string): string {
  return wellFormed(text.replaceAll(search, () => replacement));
}

export const characterFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_reverse', parameters: ['VARCHAR'], result: 'VARCHAR', call: reverse },
  { name: 'flink_initcap', parameters: ['VARCHAR'], result: 'VARCHAR', call: initCap },
  { name: 'flink_ascii', parameters: ['VARCHAR'], result: 'INTEGER', call: firstByte },
  { name: 'flink_chr', parameters: ['BIGINT'], result: 'VARCHAR', call: characterOf },
  {
    name: 'flink_replace',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: replace,
  },
  {
    name: 'flink_translate',
    parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    takesNull: true,
    call: translate,
  },
];
