import type { RuntimeFunction } from '../runtime-function';
import { utf8Bytes, utf8Text, wellFormed } from './java-text';

/** The charsets that ENCODE and DECODE name, by their names without regard to case. */
const UNIT_CHARSETS: Readonly<Record<string, (bytes: Uint8Array, at: number) => number>> = {
  'UTF-16LE': (bytes, at) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8),
  'UTF-16BE': (bytes, at) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0),
};
const BYTE_CHARSETS: Readonly<Record<string, number>> = { 'US-ASCII': 0x7f, 'ISO-8859-1': 0xff };

/**
 * ENCODE: the bytes of a text; `?` for what the charset does not have.
 * @throws Error for other charsets than UTF-8, UTF-16BE, UTF-16LE, UTF-16, US-ASCII and ISO-8859-1
 */
export function encode(text: string, charset: string): Uint8Array {
  const name = charset.toUpperCase();
  if (name === 'UTF-8') return utf8Bytes(text);
  const highest = BYTE_CHARSETS[name];
  if (highest !== undefined)
    return Uint8Array.from([...wellFormed(text)], (c) => {
      const code = c.codePointAt(0) ?? 0;
      return code <= highest ? code : 0x3f;
    });
  if (name === 'UTF-16') return wide(`\ufeff${text}`, false);
  if (name in UNIT_CHARSETS && wellFormed(text) === text) return wide(text, name === 'UTF-16LE');
  throw unknown(charset);
}

function wide(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

/**
 * DECODE: the text of bytes.
 * @throws Error for other charsets, and for bytes that the charset does not have
 */
export function decode(bytes: Uint8Array, charset: string): string {
  const name = charset.toUpperCase();
  if (name === 'UTF-8') return utf8Text(bytes);
  const highest = BYTE_CHARSETS[name];
  if (highest !== undefined) {
    if (bytes.some((byte) => byte > highest)) throw new Error(`DECODE: these bytes are no ${charset}`);
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
  const unit = UNIT_CHARSETS[name];
  if (unit === undefined) throw unknown(charset);
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(unit(bytes, at));
  if (bytes.length % 2 === 1 || wellFormed(text) !== text)
    throw new Error(`DECODE: these bytes are no ${charset}`);
  return text;
}

function unknown(charset: string): Error {
  return new Error(`The charset ${charset} is not known here`);
}

export const charsetFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_encode', parameters: ['VARCHAR', 'VARCHAR'], result: 'BLOB', call: encode },
  { name: 'flink_decode', parameters: ['BLOB', 'VARCHAR'], result: 'VARCHAR', call: decode },
];
