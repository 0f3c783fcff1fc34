import type { Span } from '../text/span';

export interface LexError extends Span {
  readonly message: string;
  readonly kind: 'string' | 'name' | 'comment' | 'double' | 'character';
}

export interface Quoted {
  readonly value: string;
  readonly end: number;
  readonly closed: boolean;
}

/** Reads from an opening quote to its closing one; a doubled quote inside stands for one. */
export function scanQuoted(text: string, open: number, quote: string): Quoted {
  const parts: string[] = [];
  let from = open + 1;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close === -1) {
      parts.push(text.slice(from));
      return { value: parts.join(''), end: text.length, closed: false };
    }
    parts.push(text.slice(from, close));
    if (text.charAt(close + 1) !== quote) return { value: parts.join(''), end: close + 1, closed: true };
    parts.push(quote);
    from = close + 2;
  }
}

/** Content of a U&'…' literal with its \XXXX escapes resolved; null when one is malformed. */
export function scanUnicodeEscapes(value: string, escapeChar = '\\'): string | null {
  let result = '';
  for (let i = 0; i < value.length; i++) {
    const c = value.charAt(i);
    if (c !== escapeChar) result += c;
    else if (value.charAt(i + 1) === escapeChar) {
      result += escapeChar;
      i++;
    } else {
      const hex = value.slice(i + 1, i + 5);
      if (hex.length !== 4 || Number.isNaN(Number(`0x${hex}`))) return null;
      result += String.fromCharCode(Number(`0x${hex}`));
      i += 4;
    }
  }
  return result;
}
