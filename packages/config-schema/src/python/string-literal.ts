import { PythonProblem } from './problem';
import type { PythonToken } from './tokens';
import type { Literal, Tracked } from './tracked';

const simpleEscapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

export type DecodedString = { literal: Literal; chars: Tracked; isFString: boolean };

/**
 * The characters of a string literal, escapes resolved, newlines as Python gives them (`\r\n` becomes `\n`).
 * Replacement fields of f-strings are still in the text. Bytes are refused.
 */
export function decodeString(token: PythonToken, id: number): DecodedString {
  const opening = /^([rRbBuUfF]{0,2})("""|'''|"|')/.exec(token.text);
  const prefix = (opening?.[1] ?? '').toLowerCase();
  const quote = opening?.[2] ?? '"';
  if (prefix.includes('b'))
    throw new PythonProblem('Bytes (b"…") cannot be a query. Use a text string.', token.start, token.end);
  const literal: Literal = {
    id,
    start: token.start + prefix.length + quote.length,
    end: token.end - quote.length,
    quote,
    raw: prefix.includes('r'),
    fields: prefix.includes('f'),
  };
  const body = token.text.slice(prefix.length + quote.length, token.text.length - quote.length);
  return { literal, chars: decodeBody(body, literal), isFString: prefix.includes('f') };
}

function decodeBody(body: string, literal: Literal): Tracked {
  const chars: Tracked = [];
  let at = 0;
  while (at < body.length) {
    const step = body[at] === '\\' && !literal.raw ? escapeAt(body, at, literal) : newline(body, at);
    for (const char of step.text.split(''))
      chars.push({ char, start: literal.start + at, end: literal.start + at + step.length, literal });
    at += step.length;
  }
  return chars;
}

function newline(body: string, at: number): { text: string; length: number } {
  if (body[at] === '\r') return { text: '\n', length: body[at + 1] === '\n' ? 2 : 1 };
  return { text: body[at] ?? '', length: 1 };
}

function escapeAt(body: string, at: number, literal: Literal): { text: string; length: number } {
  const next = body[at + 1] ?? '';
  const known = simpleEscapes[next];
  if (known !== undefined && !/^\\[0-7]{2}/.test(body.slice(at, at + 3))) return { text: known, length: 2 };
  if (next === '\n') return { text: '', length: 2 };
  if (next === '\r') return { text: '', length: body[at + 2] === '\n' ? 3 : 2 };
  const hex = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/i.exec(body.slice(at, at + 10));
  const code = hex ? Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16) : Number.NaN;
  if (hex && code <= 0x10ffff) return { text: String.fromCodePoint(code), length: hex[0].length };
  if (/[N0-7xuU]/.test(next)) {
    throw new PythonProblem(
      `The escape \\${next} cannot be read here. Write the character itself.`,
      literal.start + at,
      literal.start + at + 2,
    );
  }
  return { text: '\\', length: 1 };
}
