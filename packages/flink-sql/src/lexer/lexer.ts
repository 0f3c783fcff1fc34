import type { FlinkVersion } from '../text/flink-version';
import { isDigit, isIdentifierPart, isIdentifierStart, isSpace } from './characters';
import { type LexError, scanQuoted, scanUnicodeEscapes } from './quoted';
import { isReserved } from './reserved-words';
import type { Token, TokenKind } from './token';

export interface LexResult {
  /** All tokens, comments included, ending with one `eof`. */
  readonly tokens: Token[];
  readonly errors: LexError[];
}

const OPERATORS = ['=>', '<>', '!=', '<=', '>=', '||', '..', '->', '::'];
const SINGLE = new Set('()[],.;+-*/%=<>{}:?|&^~!@#');

/** Splits the text into tokens in one pass, O(n). Never throws: what is no token becomes an `error` token. */
export function lex(text: string, version: FlinkVersion = '2.x'): LexResult {
  const scanner = new Scanner(text, version);
  return scanner.run();
}

class Scanner {
  readonly #text: string;
  readonly #version: FlinkVersion;
  readonly #tokens: Token[] = [];
  readonly #errors: LexError[] = [];
  #at = 0;

  constructor(text: string, version: FlinkVersion) {
    this.#text = text;
    this.#version = version;
  }

  run(): LexResult {
    while (this.#at < this.#text.length) this.#next();
    this.#push('eof', this.#at, '', '');
    return { tokens: this.#tokens, errors: this.#errors };
  }

  #next(): void {
    const text = this.#text;
    const at = this.#at;
    const c = text.charAt(at);
    if (isSpace(c)) this.#at = at + 1;
    else if (c === '-' && text.charAt(at + 1) === '-') this.#lineComment(at);
    else if (c === '/' && text.charAt(at + 1) === '*') this.#blockComment(at);
    else if (c === "'") this.#string(at, at, 'string');
    else if (c === '`') this.#quotedName(at);
    else if (c === '"') this.#doubleQuoted(at);
    else if (isDigit(c) || (c === '.' && isDigit(text.charAt(at + 1)))) this.#number(at);
    else if (c === '{') this.#placeholder(at);
    else if (isIdentifierStart(c)) this.#word(at);
    else this.#operator(at, c);
  }

  #push(kind: TokenKind, start: number, upper: string, value: string): void {
    const text = this.#text.slice(start, this.#at);
    const reserved = kind === 'word' && isReserved(upper, this.#version);
    this.#tokens.push({ kind, start, end: this.#at, text, upper, value, reserved });
  }

  #fail(start: number, message: string, kind: LexError['kind']): void {
    this.#errors.push({ start, end: this.#at, message, kind });
  }

  #lineComment(start: number): void {
    const end = this.#text.indexOf('\n', start);
    this.#at = end === -1 ? this.#text.length : end;
    this.#push('comment', start, '', '');
  }

  #blockComment(start: number): void {
    const end = this.#text.indexOf('*/', start + 2);
    this.#at = end === -1 ? this.#text.length : end + 2;
    if (end === -1) this.#fail(start, 'This comment is not closed. Add */ where it ends.', 'comment');
    this.#push(this.#text.charAt(start + 2) === '+' ? 'hint' : 'comment', start, '', '');
  }

  #string(start: number, quote: number, kind: 'string' | 'binary', unicode = false): void {
    const result = scanQuoted(this.#text, quote, "'");
    this.#at = result.end;
    if (!result.closed) {
      this.#fail(
        start,
        "This string is not closed. Add ' where it ends (a quote inside is written '').",
        'string',
      );
    }
    const value = unicode ? scanUnicodeEscapes(result.value) : result.value;
    if (value === null)
      this.#fail(start, 'This Unicode escape is not valid. Write \\ and four hex digits.', 'string');
    this.#push(kind, start, '', value ?? '');
  }

  #quotedName(start: number): void {
    const result = scanQuoted(this.#text, start, '`');
    this.#at = result.end;
    if (!result.closed) this.#fail(start, 'This name is not closed. Add ` where it ends.', 'name');
    this.#push('quoted', start, '', result.value);
  }

  #doubleQuoted(start: number): void {
    const result = scanQuoted(this.#text, start, '"');
    this.#at = result.end;
    this.#fail(
      start,
      "Flink SQL has no double quotes. Write `name` for a column and 'text' for a string.",
      'double',
    );
    this.#push('quoted', start, '', result.value);
  }

  #number(start: number): void {
    const text = this.#text;
    const digits = (): void => {
      while (isDigit(text.charAt(this.#at))) this.#at++;
    };
    digits();
    if (text.charAt(this.#at) === '.' && text.charAt(this.#at + 1) !== '.') {
      this.#at++;
      digits();
    }
    const e = text.charAt(this.#at);
    if (e === 'e' || e === 'E') {
      const sign = text.charAt(this.#at + 1);
      const skip = sign === '+' || sign === '-' ? 2 : 1;
      if (isDigit(text.charAt(this.#at + skip))) {
        this.#at += skip;
        digits();
      }
    }
    this.#push('number', start, '', text.slice(start, this.#at));
  }

  #placeholder(start: number): void {
    let end = start + 1;
    while (isIdentifierPart(this.#text.charAt(end))) end++;
    if (end > start + 1 && this.#text.charAt(end) === '}') {
      this.#at = end + 1;
      this.#push('placeholder', start, '', this.#text.slice(start + 1, end));
    } else this.#operator(start, '{');
  }

  #word(start: number): void {
    while (isIdentifierPart(this.#text.charAt(this.#at))) this.#at++;
    const word = this.#text.slice(start, this.#at);
    const upper = word.toUpperCase();
    const next = this.#text.charAt(this.#at);
    if (next === "'" && (upper === 'X' || upper === 'N' || upper === '_UTF8' || upper === '_UTF16')) {
      this.#string(start, this.#at, upper === 'X' ? 'binary' : 'string');
    } else if (upper === 'U' && next === '&' && this.#text.charAt(this.#at + 1) === "'") {
      this.#string(start, this.#at + 1, 'string', true);
    } else this.#push('word', start, upper, word);
  }

  #operator(start: number, c: string): void {
    const two = this.#text.slice(start, start + 2);
    if (OPERATORS.includes(two)) {
      this.#at = start + 2;
      this.#push('operator', start, two === '!=' ? '<>' : two, '');
      return;
    }
    this.#at = start + ((this.#text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
    if (SINGLE.has(c)) this.#push('operator', start, c, '');
    else {
      this.#fail(
        start,
        `The character ${c} has no meaning here. Remove it, or put the name in backticks.`,
        'character',
      );
      this.#push('error', start, '', '');
    }
  }
}
