import { type Json, JsonProblem } from './json-value';

/** Jackson's own limit; documents beyond it are left to Flink. */
const MAX_DEPTH = 1000;
const MAX_NUMBER_LENGTH = 1000;

/**
 * Reads the first JSON value of a text as Flink's reader (Jackson with its defaults) does: what follows the value is
 * not looked at, keys may be repeated (the last one counts), comments and other leniencies are not allowed.
 * @throws JsonProblem when there is none; Error beyond the limits.
 */
export function readJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  if (isNumber(value)) reader.requireSpace();
  return value;
}

function isNumber(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
/** Characters that go on a Java identifier. */
const IDENTIFIER_PART = /[\p{L}\p{Nd}\p{Nl}\p{Sc}\p{Pc}\p{Mn}\p{Mc}\p{Cf}\u007f-\u009f]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH)
      throw new Error(`JSON nested more than ${MAX_DEPTH} levels deep is read only on Flink`);
    this.skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.word();
    }
  }

  /** At the root a number must end at white space. */
  requireSpace(): void {
    const next = this.#text[this.#at];
    if (next !== undefined && !' \t\r\n'.includes(next)) throw this.problem();
  }

  private object(depth: number): Json {
    const entries = new Map<string, Json>();
    this.#at++;
    if (this.take('}')) return entries;
    do {
      this.skipSpace();
      if (this.#text[this.#at] !== '"') throw this.problem();
      const key = this.string();
      if (!this.take(':')) throw this.problem();
      entries.set(key, this.value(depth + 1));
    } while (this.take(','));
    if (!this.take('}')) throw this.problem();
    return entries;
  }

  private array(depth: number): Json {
    const items: Json[] = [];
    this.#at++;
    if (this.take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.take(','));
    if (!this.take(']')) throw this.problem();
    return items;
  }

  private string(): string {
    let result = '';
    this.#at++;
    for (;;) {
      const c = this.#text[this.#at++];
      if (c === undefined || c < ' ') throw this.problem();
      if (c === '"') return result;
      result += c === '\\' ? this.escape() : c;
    }
  }

  private escape(): string {
    const c = this.#text[this.#at++] ?? '';
    const simple = ESCAPES[c];
    if (simple !== undefined) return simple;
    const hex = this.#text.slice(this.#at, this.#at + 4);
    if (c !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) throw this.problem();
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  /** A number, or true, false or null, which end where no name goes on. */
  private word(): Json {
    const word = this.match(LITERAL);
    if (!word) return this.number();
    const next = this.#text[this.#at];
    if (next !== undefined && next >= '0' && IDENTIFIER_PART.test(next)) throw this.problem();
    return word[0] === 'null' ? null : word[0] === 'true';
  }

  private number(): Json {
    const found = this.match(NUMBER);
    if (!found) throw this.problem();
    const [text, fraction, exponent] = found;
    // A sign of something that is no number: 01, 1., 1e
    if (/[0-9.eE+-]/.test(this.#text[this.#at] ?? '')) throw this.problem();
    if (text.length > MAX_NUMBER_LENGTH || (exponent?.length ?? 0) > 9)
      throw new Error('A JSON number as long as this is read only on Flink');
    return { kind: 'number', text, integral: fraction === undefined && exponent === undefined };
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  private skipSpace(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  private take(c: string): boolean {
    this.skipSpace();
    if (this.#text[this.#at] !== c) return false;
    this.#at++;
    return true;
  }

  private problem(): JsonProblem {
    return new JsonProblem(`This is no JSON from character ${this.#at + 1} on`);
  }
}
