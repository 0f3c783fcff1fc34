import type { RuntimeFunction } from '../runtime-function';
import { javaTrim } from './java-text';

/**
 * Letters and digits that some of Flink's Java versions know and others do not (Unicode 11 and later): whether they count
 * is not decided here.
 */
const RECENT =
  /[\u0560\u0588\u05ef\u0870-\u089f\u08b5\u08be-\u08c9\u0c5d\u0cdd\u0e86-\u0eb2\u170d\u171f\u1878\u1b4c\u1bbf\u1c90-\u1cbf\u1cfa\u2c2f\u2c5f\u31bb-\u31bf\u4db6-\u4dbf\u9feb-\u9fff\ua7af\ua7b8-\ua7f6\ua8fe\uab66-\uab6f]/;

function decided(text: string): string {
  if (RECENT.test(text))
    throw new Error(`Whether each of ${text} is a letter depends on Flink's Java version`);
  return text;
}

/** IS_ALPHA: letters only; a character beyond the basic plane counts as none. */
export function isAlpha(text: string): boolean {
  return /^(?:(?![\u{10000}-\u{10ffff}])\p{L})+$/u.test(decided(text));
}

/** IS_DIGIT: decimal digits only, of any script. */
export function isDigit(text: string): boolean {
  return /^(?:(?![\u{10000}-\u{10ffff}])\p{Nd})+$/u.test(decided(text));
}

const DECIMAL = /^[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)$/;
const HEXADECIMAL = /^[+-]?0[xX](?:[0-9a-fA-F]+\.?|[0-9a-fA-F]*\.[0-9a-fA-F]+)[pP][+-]?[0-9]+[fFdD]?$/;

/** IS_DECIMAL: whether Java reads the text as a whole or a floating number. */
export function isDecimal(text: string): boolean {
  const trimmed = javaTrim(text);
  if (DECIMAL.test(trimmed) || HEXADECIMAL.test(trimmed)) return true;
  // Whole numbers may have digits of any script, but no blanks around them, and no more than 64 bits.
  if (!/^[+-]?\p{Nd}+$/u.test(text)) return false;
  throw new Error(`IS_DECIMAL: the digits of ${text} are read by Java only`);
}

export const characterKindFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_is_alpha', parameters: ['VARCHAR'], result: 'BOOLEAN', call: isAlpha },
  { name: 'flink_is_digit', parameters: ['VARCHAR'], result: 'BOOLEAN', call: isDigit },
  { name: 'flink_is_decimal', parameters: ['VARCHAR'], result: 'BOOLEAN', call: isDecimal },
];
