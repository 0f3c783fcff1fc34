import type { Diagnostics } from '../diagnostics/collector';
import type { Token } from '../lexer/token';
import type { FlinkVersion } from '../text/flink-version';
import { cover, type Span } from '../text/span';

/** Deeper nesting than this is refused: every later walk over the tree may recurse this far without fear. */
export const MAX_DEPTH = 200;

/** Position in the tokens, and the error state of the parser. Comments are not seen. */
export class Cursor {
  readonly diagnostics: Diagnostics;
  readonly #tokens: readonly Token[];
  readonly #eof: Token;
  #at = 0;
  #depth = 0;
  #tooDeep = false;

  /** Whose grammar counts where they differ. */
  readonly version: FlinkVersion;

  constructor(tokens: readonly Token[], diagnostics: Diagnostics, version: FlinkVersion = '2.x') {
    this.version = version;
    this.#tokens = tokens.filter((t) => t.kind !== 'comment');
    const eof = this.#tokens[this.#tokens.length - 1];
    if (!eof) throw new Error('the token list has no end');
    this.#eof = eof;
    this.diagnostics = diagnostics;
  }

  get position(): number {
    return this.#at;
  }

  /** Goes back to an earlier position; only for look-ahead of bounded length. */
  rewind(position: number): void {
    this.#at = position;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#eof;
  }

  /** The token before the current one. */
  get previous(): Token {
    return this.#tokens[this.#at - 1] ?? this.peek();
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'eof') this.#at++;
    return token;
  }

  get atEnd(): boolean {
    return this.peek().kind === 'eof';
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.upper === word;
  }

  isWords(...words: string[]): boolean {
    return words.every((word, i) => this.isWord(word, i));
  }

  isOp(op: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.upper === op;
  }

  takeWord(word: string): Token | null {
    return this.isWord(word) ? this.next() : null;
  }

  takeWords(...words: string[]): boolean {
    if (!this.isWords(...words)) return false;
    for (const _ of words) this.next();
    return true;
  }

  takeOp(op: string): Token | null {
    return this.isOp(op) ? this.next() : null;
  }

  /** Reports and stays where it is when the operator is missing. */
  expectOp(op: string, where: string): boolean {
    if (this.takeOp(op)) return true;
    this.unexpected(`${op} ${where}`);
    return false;
  }

  expectWord(word: string, where: string): boolean {
    if (this.takeWord(word)) return true;
    this.unexpected(`${word} ${where}`);
    return false;
  }

  /** Reports the current token as not being what the grammar wants. */
  unexpected(wanted: string): void {
    const token = this.peek();
    const found = token.kind === 'eof' ? 'the end of the query' : token.text.slice(0, 60);
    // A broken token was reported by the lexer.
    if (token.kind === 'error') return;
    this.diagnostics.error('syntax', this.errorSpan(token), `Expected ${wanted}, but found ${found}.`);
  }

  /**
   * Reports that nothing which can follow `before` stands here. The mark begins at `before`, as that is what is
   * incomplete.
   */
  unexpectedAfter(before: Token, wanted: string): void {
    const token = this.peek();
    if (token.kind === 'error') return;
    const found = token.kind === 'eof' ? 'the end of the query' : token.text.slice(0, 60);
    const message = `Expected ${wanted} after ${before.text}, but found ${found}.`;
    const end = token.kind === 'eof' ? before.end : token.end;
    this.diagnostics.error('syntax', { start: before.start, end }, message);
  }

  /** An optional hint: Flink reads one where it can stand, and nowhere else. */
  takeHint(): Token | null {
    return this.peek().kind === 'hint' ? this.next() : null;
  }

  /** At the end of the text the last token is marked, where an editor can show it. */
  errorSpan(token: Token): Span {
    return token.kind === 'eof' ? { start: this.previous.start, end: this.previous.end } : token;
  }

  spanFrom(start: Span): Span {
    const end = this.previous;
    return end.end > start.start ? cover(start, end) : { start: start.start, end: start.end };
  }

  /** Runs a nested rule unless nesting is too deep: then reports once and gives null. */
  nested<T>(rule: () => T): T | null {
    if (this.#depth >= MAX_DEPTH) {
      this.tooDeep(this.peek());
      return null;
    }
    this.#depth++;
    try {
      return rule();
    } finally {
      this.#depth--;
    }
  }

  tooDeep(span: Span): void {
    if (!this.#tooDeep) {
      this.diagnostics.error(
        'too_deep',
        span,
        `This query is nested more than ${MAX_DEPTH} levels deep. Split it into smaller parts.`,
      );
    }
    this.#tooDeep = true;
    this.#at = this.#tokens.length - 1;
  }

  get abandoned(): boolean {
    return this.#tooDeep;
  }

  /** Skips to a token at this nesting that `stop` accepts, or to a closing parenthesis that is not ours. */
  skipUntil(stop: (token: Token) => boolean): void {
    let nesting = 0;
    while (!this.atEnd) {
      const token = this.peek();
      if (nesting === 0 && stop(token)) return;
      if (token.upper === '(' || token.upper === '[') nesting++;
      else if (token.upper === ')' || token.upper === ']') {
        if (nesting === 0) return;
        nesting--;
      }
      this.next();
    }
  }
}
