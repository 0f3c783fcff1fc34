import { InvalidPattern, type PatternReader, quoted } from './pattern-reader';

/** Java's predefined classes, ASCII only, as the inside of a JavaScript class. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Z_a-z',
  s: '\\t-\\r\\u0020',
};

/** Java's POSIX classes, ASCII only. */
const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: '0-9A-Za-z',
  Upper: 'A-Z',
  Lower: 'a-z',
  Punct: '!-\\u002f:-@\\u005b-`\\u007b-~',
  Space: '\\t-\\r\\u0020',
};

const CONTROLS: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  a: '\x07',
  e: '\x1b',
};

/** What an escape stands for: one character, or a class (`inside` of brackets, perhaps negated). */
export type Escape =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'class'; readonly inside: string; readonly negated: boolean };

/** Reads what follows a backslash. */
export function readEscape(reader: PatternReader): Escape {
  const letter = reader.next();
  const inside = CLASSES[letter.toLowerCase()];
  if (inside !== undefined) return { kind: 'class', inside, negated: letter !== letter.toLowerCase() };
  const control = CONTROLS[letter];
  if (control !== undefined) return { kind: 'character', character: control };
  if (letter === 'x' || letter === 'u') return { kind: 'character', character: readHex(reader, letter) };
  if (letter === 'p' || letter === 'P') {
    const name = reader.take('{') ? readName(reader) : '';
    const posix = POSIX[name];
    if (posix === undefined) throw reader.unreadable(`\\${letter}`);
    return { kind: 'class', inside: posix, negated: letter === 'P' };
  }
  if (/^[0-9A-Za-z]$/.test(letter)) throw reader.unreadable(`\\${letter}`);
  return { kind: 'character', character: letter };
}

function readName(reader: PatternReader): string {
  let name = '';
  while (reader.peek() !== '}') name += reader.next();
  reader.next();
  return name;
}

function readHex(reader: PatternReader, letter: string): string {
  let digits = '';
  for (let i = letter === 'x' ? 2 : 4; i > 0; i--) digits += reader.next();
  if (!/^[0-9A-Fa-f]+$/.test(digits)) throw reader.unreadable(`\\${letter}`);
  const code = Number.parseInt(digits, 16);
  // Two escapes of a surrogate pair are one character in Java.
  if (code >= 0xd800 && code <= 0xdfff) throw reader.unreadable(`\\${letter}${digits}`);
  return String.fromCharCode(code);
}

/** Reads a class behind its opening bracket. Unions, intersections and other odd forms are not read. */
export function readClass(reader: PatternReader): string {
  const negated = reader.take('^');
  if (reader.peek() === ']') throw reader.unreadable('] first in brackets');
  let inside = '';
  while (!reader.take(']')) {
    const low = readItem(reader);
    if (low.kind === 'class') {
      if (reader.peek() === '-' && reader.peek(1) !== ']') throw reader.unreadable('a range from a class');
      inside += low.negated ? negatedItem(reader, low.inside) : low.inside;
    } else if (reader.peek() === '-' && reader.peek(1) !== ']') {
      reader.next();
      inside += range(reader, low.character);
    } else inside += quoted(low.character);
  }
  return `[${negated ? '^' : ''}${inside}]`;
}

function readItem(reader: PatternReader): Escape {
  const character = reader.next();
  if (character === '\\') return readEscape(reader);
  if (character === '[' || (character === '&' && reader.peek() === '&'))
    throw reader.unreadable('a class of classes');
  return { kind: 'character', character };
}

function range(reader: PatternReader, low: string): string {
  const high = readItem(reader);
  if (high.kind === 'class') throw reader.unreadable('a range to a class');
  if ((low.codePointAt(0) ?? 0) > (high.character.codePointAt(0) ?? 0))
    throw new InvalidPattern('a range backwards');
  return `${quoted(low)}-${quoted(high.character)}`;
}

function negatedItem(reader: PatternReader, inside: string): string {
  for (const [letter, same] of Object.entries(CLASSES)) {
    if (same !== inside || letter === 's') continue;
    return `\\${letter.toUpperCase()}`;
  }
  throw reader.unreadable('a negated class in brackets');
}
