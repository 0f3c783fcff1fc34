import type { RuntimeFunction } from '../runtime-function';
import { wellFormed } from './java-text';

/** A result beyond this many UTF-16 units fails the record rather than take the memory of all. */
const MAX_UNITS = 100_000_000;

/** LPAD: lengths count UTF-16 units; a negative length or an empty filling gives NULL. */
export function leftPad(text: string, length: number, filling: string): string | null {
  return padded(length, filling, (missing) => fill(filling, missing - text.length) + text.slice(0, length));
}

/** RPAD, as LPAD. */
export function rightPad(text: string, length: number, filling: string): string | null {
  return padded(length, filling, (missing) => text.slice(0, length) + fill(filling, missing - text.length));
}

function padded(length: number, filling: string, write: (length: number) => string): string | null {
  if (length < 0 || filling === '') return null;
  if (length > MAX_UNITS) throw new Error(`A text of ${length} characters is too long`);
  return wellFormed(write(length));
}

function fill(filling: string, units: number): string {
  if (units <= 0) return '';
  return filling.repeat(Math.ceil(units / filling.length)).slice(0, units);
}

/** OVERLAY: outside of the text it changes nothing; a length below 1, or up to the end, cuts the rest off. */
export function overlay(text: string, replacement: string, from: bigint, length: bigint): string {
  if (from <= 0n || from > BigInt(text.length)) return text;
  const start = Number(from);
  const size = Number(BigInt.asIntN(32, length));
  // Java adds them as 32-bit numbers.
  const end = (start + size) | 0;
  const rest = end <= text.length && size > 0 ? text.slice(start - 1 + size) : '';
  return wellFormed(text.slice(0, start - 1) + replacement + rest);
}

export function overlayWhole(text: string, replacement: string, from: bigint): string {
  return overlay(text, replacement, from, BigInt(replacement.length));
}

export const paddingFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_lpad', parameters: ['VARCHAR', 'INTEGER', 'VARCHAR'], result: 'VARCHAR', call: leftPad },
  { name: 'flink_rpad', parameters: ['VARCHAR', 'INTEGER', 'VARCHAR'], result: 'VARCHAR', call: rightPad },
  {
    name: 'flink_overlay',
    parameters: ['VARCHAR', 'VARCHAR', 'BIGINT', 'BIGINT'],
    result: 'VARCHAR',
    call: overlay,
  },
  {
    name: 'flink_overlay_whole',
    parameters: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR',
    call: overlayWhole,
  },
];
