import type { RuntimeFunction } from '../runtime-function';
import { isAscii, utf8Bytes, utf8Text } from '../text/java-text';

/** URL_ENCODE: Java's URLEncoder (application/x-www-form-urlencoded) in UTF-8. */
export function urlEncode(text: string): string {
  let encoded = '';
  for (const byte of utf8Bytes(text)) {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9._*-]/.test(character)) encoded += character;
    else if (character === ' ') encoded += '+';
    else encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/**
 * URL_DECODE: Java's URLDecoder in UTF-8; NULL where it fails.
 * @throws Error when the escapes are no UTF-8
 */
export function urlDecode(text: string): string | null {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) {
    // Java reads the two characters with Integer.parseInt, which also takes a plus sign and other digits.
    if (/%\+[0-9A-Fa-f]/.test(text) || !isAscii(text))
      throw new Error(`URL_DECODE: the escape in ${text} is read by Java only`);
    return null;
  }
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
      utf8Text(Uint8Array.from(run.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))),
    );
}

export const urlCodingFunctions: readonly RuntimeFunction[] = [
  { name: 'flink_url_encode', parameters: ['VARCHAR'], result: 'VARCHAR', call: urlEncode },
  { name: 'flink_url_decode', parameters: ['VARCHAR'], result: 'VARCHAR', call: urlDecode },
];
