import type { RuntimeFunction } from '../runtime-function';

/** Index from 0 of the first occurrence at or after `from`, by code point; -1 when there is none. */
function indexOf(text: readonly string[], search: readonly string[], from: number): number {
  if (search.length === 0) return 0;
  for (let at = Math.max(from, 0); at + search.length <= text.length; at++) {
    if (search.every((character, i) => text[at + i] === character)) return at;
  }
  return -1;
}

/** LOCATE and POSITION: from 1, 0 when there is none; an empty text is always found at 1. */
export function locate(search: string, text: string, from: number): number {
  return indexOf([...text], [...search], from - 1) + 1;
}

/**
 * INSTR: position of the nth occurrence, which may overlap the one before; from the end when `from` is negative.
 * @throws Error when `occurrence` is below 1
 */
export function inString(text: string, search: string, from: number, occurrence: number): number {
  if (occurrence <= 0) throw new Error('INSTR: the occurrence must be positive');
  const characters = [...text];
  const wanted = [...search];
  if (from >= 0) return nth(characters, wanted, from, occurrence);
  const position = nth(characters.reverse(), [...wanted].reverse(), -from, occurrence);
  return position === 0 ? 0 : characters.length + 2 - position - wanted.length;
}

function nth(text: readonly string[], search: readonly string[], from: number, occurrence: number): number {
  if (from === 0) return 0;
  if (search.length === 0) return 1;
  let start = from;
  let position = 0;
  for (let i = 0; i < occurrence; i++) {
    position = indexOf(text, search, start - 1) + 1;
    if (position === 0) return 0;
    start = position + 1;
  }
  return position;
}

export const searchFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_locate', parameters: ['VARCHAR', 'VARCHAR', 'INTEGER'], result: 'INTEGER', call: locate },
  {
    name: 'flink_instr',
    parameters: ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER'],
    result: 'INTEGER',
    call: inString,
  },
];
