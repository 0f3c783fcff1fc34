import type { RuntimeFunction } from '../runtime-function';
import { utf8Bytes, utf8Text } from './java-text';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * FROM_BASE64: padding may be left out, as Java's decoder allows.
 * @throws Error for anything that is no base64, and for bytes that are no UTF-8
 */
export function fromBase64(text: string): string {
  const digits = text.replace(/={1,2}$/, '');
  const padded = digits.length !== text.length;
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1 || (padded && text.length % 4 !== 0))
    throw new Error(`FROM_BASE64: ${text} is no base64`);
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return utf8Text(Uint8Array.from(bytes));
}

/** UNHEX: NULL for anything but digits; of an odd number the first one counts as zero. */
export function unhex(text: string): Uint8Array | null {
  if (!/^[0-9A-Fa-f]*$/.test(text)) return null;
  const digits = text.length % 2 === 1 ? `00${text.slice(1)}` : text;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}

/** Bytes cut to a length or, for BINARY, filled with zeros up to it. */
export function fitBytes(bytes: Uint8Array, length: number, fill: boolean): Uint8Array {
  if (bytes.length >= length) return bytes.slice(0, length);
  if (!fill) return bytes;
  const filled = new Uint8Array(length);
  filled.set(bytes);
  return filled;
}

export const binaryTextFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_from_base64', parameters: ['VARCHAR'], result: 'VARCHAR', call: fromBase64 },
  {
    name: 'flink_from_base64_bytes',
    parameters: ['BLOB'],
    result: 'VARCHAR',
    call: (bytes: Uint8Array) => fromBase64(utf8Text(bytes)),
  },
  { name: 'flink_unhex', parameters: ['VARCHAR'], result: 'BLOB', call: unhex },
  { name: 'flink_fit_bytes', parameters: ['BLOB', 'INTEGER', 'BOOLEAN'], result: 'BLOB', call: fitBytes },
  { name: 'flink_utf8', parameters: ['VARCHAR'], result: 'BLOB', call: utf8Bytes },
];
