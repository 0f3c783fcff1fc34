import { type LosslessJson, LosslessNumber } from '@penstock/common';
import { badRequest } from '../errors';
import { rememberText } from './json-text';

/** Deeper than any schema, and shallow enough for the code that walks documents. */
const depthLimit = 500;

/** A document of 64 MB that consists of nothing but values would take gigabytes of memory. */
const valueLimit = 4_000_000;

/** Objects and lists down to this depth keep their text: snapshots and schemas lie at 2, in a commit's body at 3. */
const keptDepth = 4;

const numberText = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\n\r]*/y;

/**
 * Parses JSON without losing anything: numbers keep their digits, and what is not changed afterwards is written with
 * the very characters that it came with (`writeJson`). Throws 400 for what is no JSON, nests too deep, holds too many
 * values or names a key twice, which two readers would understand differently.
 */
export function parseJson(text: string): LosslessJson {
  return new Parser(text).document();
}

class Parser {
  private at = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  document(): LosslessJson {
    const value = this.value(0);
    this.skip();
    if (this.at < this.text.length) throw this.fault('text after the end');
    return value;
  }

  private value(depth: number): LosslessJson {
    this.skip();
    this.values += 1;
    if (this.values > valueLimit) throw badRequest(`The JSON holds more than ${valueLimit} values`);
    if (depth > depthLimit) throw badRequest(`The JSON nests deeper than ${depthLimit} levels`);
    switch (this.text.charCodeAt(this.at)) {
      case 0x7b:
        return this.kept(depth, () => this.object(depth));
      case 0x5b:
        return this.kept(depth, () => this.list(depth));
      case 0x22:
        return this.string();
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private kept<T extends LosslessJson & object>(depth: number, parse: () => T): T {
    const start = this.at;
    const value = parse();
    if (depth > 0 && depth <= keptDepth) rememberText(value, this.text.slice(start, this.at));
    return value;
  }

  private object(depth: number): { [key: string]: LosslessJson } {
    const object: { [key: string]: LosslessJson } = {};
    this.at += 1;
    if (this.taken('}')) return object;
    for (;;) {
      this.skip();
      const key = this.string();
      if (Object.hasOwn(object, key)) throw badRequest(`The JSON names the key ${JSON.stringify(key)} twice`);
      if (!this.taken(':')) throw this.fault('":" is missing');
      const value = this.value(depth + 1);
      if (key === '__proto__')
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      else object[key] = value;
      if (this.taken('}')) return object;
      if (!this.taken(',')) throw this.fault('"," or "}" is missing');
    }
  }

  private list(depth: number): LosslessJson[] {
    const list: LosslessJson[] = [];
    this.at += 1;
    if (this.taken(']')) return list;
    for (;;) {
      list.push(this.value(depth + 1));
      if (this.taken(']')) return list;
      if (!this.taken(',')) throw this.fault('"," or "]" is missing');
    }
  }

  private string(): string {
    const start = this.at;
    if (this.text.charCodeAt(start) !== 0x22) throw this.fault('a string is missing');
    let end = start;
    do end = this.text.indexOf('"', end + 1);
    while (end > 0 && this.isEscaped(end));
    if (end < 0) throw this.fault('a string does not end');
    const inside = this.text.slice(start + 1, end);
    this.at = end + 1;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside of strings
    if (!/[\\\u0000-\u001f]/.test(inside)) return inside;
    try {
      return JSON.parse(this.text.slice(start, this.at));
    } catch {
      throw this.fault('the string before is not valid');
    }
  }

  /** An odd number of backslashes before a quote makes it part of the string. */
  private isEscaped(quote: number): boolean {
    let before = quote;
    while (this.text.charCodeAt(before - 1) === 0x5c) before -= 1;
    return (quote - before) % 2 === 1;
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.fault('a value is missing');
    this.at += word.length;
    return value;
  }

  private number(): LosslessNumber {
    numberText.lastIndex = this.at;
    const digits = numberText.exec(this.text)?.[0];
    if (digits === undefined) throw this.fault('a value is missing');
    this.at += digits.length;
    return new LosslessNumber(digits);
  }

  private taken(character: string): boolean {
    this.skip();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private skip(): void {
    if (this.text.charCodeAt(this.at) > 0x20) return;
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }

  private fault(what: string) {
    return badRequest(`The text is not valid JSON: ${what} at character ${this.at}`);
  }
}
