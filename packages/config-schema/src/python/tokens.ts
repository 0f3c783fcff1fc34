import { PythonProblem } from './problem';

export type PythonToken = {
  kind: 'name' | 'number' | 'string' | 'op' | 'newline' | 'indent' | 'dedent' | 'end';
  text: string;
  start: number;
  end: number;
};

const stringStart = /(?:[rRbBuUfF]{0,2})("""|'''|"|')/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const number = /\d[\w.]*/y;
const blank = /(?:[ \t\f]|\\\r?\n)+/y;
const operator = /\+=|->|:=|\*\*|\/\/|[<>=!]=|\.\.\.|[^\s\w]/uy;

/** Python's lexical structure as far as classes, functions and strings need it (Python reference, chapter 2). */
export function tokenizePython(source: string): PythonToken[] {
  return new Tokenizer(source).run();
}

class Tokenizer {
  readonly #source: string;
  readonly #tokens: PythonToken[] = [];
  readonly #indents = [0];
  #at: number;
  #brackets = 0;

  constructor(source: string) {
    this.#source = source;
    this.#at = source.startsWith('\uFEFF') ? 1 : 0;
  }

  run(): PythonToken[] {
    let lineStart = true;
    while (this.#at < this.#source.length) {
      if (lineStart && this.#brackets === 0 && !this.#indentation()) continue;
      lineStart = this.#one();
    }
    this.#push('newline', this.#at);
    for (let i = this.#indents.length; i > 1; i--) this.#push('dedent', this.#at);
    this.#push('end', this.#at);
    return this.#tokens;
  }

  /** False when the line is empty or a comment; then it has been consumed. */
  #indentation(): boolean {
    const line = /[ \t\f]*(#[^\n]*)?(\r?\n|$)?/y;
    line.lastIndex = this.#at;
    const match = line.exec(this.#source);
    if (match && match[0].length > 0 && (match[1] !== undefined || match[2])) {
      this.#at += match[0].length;
      return false;
    }
    const width = columns(/^[ \t\f]*/.exec(this.#source.slice(this.#at, this.#at + 500))?.[0] ?? '');
    while (width < (this.#indents.at(-1) ?? 0)) {
      this.#indents.pop();
      this.#push('dedent', this.#at);
    }
    if (width > (this.#indents.at(-1) ?? 0)) {
      this.#indents.push(width);
      if (this.#indents.length > 100)
        throw new PythonProblem('Blocks are nested too deep to be read.', this.#at, this.#at + 1);
      this.#push('indent', this.#at);
    }
    return true;
  }

  /** Reads one token; true when it ended a line. */
  #one(): boolean {
    const space = this.#match(blank);
    if (space) {
      this.#at += space.length;
      return false;
    }
    const char = this.#source[this.#at] ?? '';
    if (char === '#') {
      const end = this.#source.indexOf('\n', this.#at);
      this.#at = end === -1 ? this.#source.length : end;
      return false;
    }
    if (char === '\n' || char === '\r') {
      const end = this.#at + (this.#source.startsWith('\r\n', this.#at) ? 2 : 1);
      if (this.#brackets === 0) this.#push('newline', end);
      this.#at = end;
      return true;
    }
    const prefix = this.#match(stringStart);
    if (prefix !== undefined) this.#string(prefix);
    else this.#word();
    return false;
  }

  #word(): void {
    const found = this.#match(name);
    const digits = found === undefined ? this.#match(number) : undefined;
    if (found !== undefined) this.#take('name', found);
    else if (digits !== undefined) this.#take('number', digits);
    else this.#operator();
  }

  #operator(): void {
    const op = this.#match(operator) ?? this.#source[this.#at] ?? '';
    if ('([{'.includes(op)) this.#brackets++;
    if (')]}'.includes(op)) this.#brackets = Math.max(0, this.#brackets - 1);
    this.#take('op', op);
  }

  #string(opening: string): void {
    const delimiter = /["']+$/.exec(opening)?.[0] ?? '"';
    let at = this.#at + opening.length;
    while (at < this.#source.length && !this.#source.startsWith(delimiter, at)) {
      if (delimiter.length === 1 && this.#source[at] === '\n') break;
      at += this.#source[at] === '\\' ? 2 : 1;
    }
    if (!this.#source.startsWith(delimiter, at) || at >= this.#source.length) {
      throw new PythonProblem('This string has no closing quote.', this.#at, this.#at + opening.length);
    }
    this.#take('string', this.#source.slice(this.#at, at + delimiter.length));
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source)?.[0];
  }

  #take(kind: PythonToken['kind'], text: string): void {
    this.#tokens.push({ kind, text, start: this.#at, end: this.#at + text.length });
    this.#at += text.length;
  }

  #push(kind: PythonToken['kind'], end: number): void {
    this.#tokens.push({ kind, text: '', start: Math.min(this.#at, end), end });
  }
}

/** A tab goes to the next multiple of eight, as Python counts. */
function columns(space: string): number {
  let width = 0;
  for (const char of space)
    width = char === '\t' ? (Math.floor(width / 8) + 1) * 8 : char === '\f' ? 0 : width + 1;
  return width;
}
