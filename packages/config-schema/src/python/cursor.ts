import { PythonProblem } from './problem';
import type { PythonToken } from './tokens';

const endToken: PythonToken = { kind: 'end', text: '', start: 0, end: 0 };

/** Reads tokens in order. */
export class Cursor {
  readonly tokens: readonly PythonToken[];
  at = 0;

  constructor(tokens: readonly PythonToken[]) {
    this.tokens = tokens;
  }

  get current(): PythonToken {
    return this.tokens[this.at] ?? this.tokens.at(-1) ?? endToken;
  }

  peek(ahead = 1): PythonToken {
    return this.tokens[this.at + ahead] ?? this.tokens.at(-1) ?? endToken;
  }

  isKind(kind: PythonToken['kind']): boolean {
    return this.current.kind === kind;
  }

  is(text: string): boolean {
    return this.current.text === text && !this.isKind('string');
  }

  take(): PythonToken {
    const token = this.current;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  expect(text: string): PythonToken {
    if (!this.is(text)) throw this.unread(`"${text}" was expected here`);
    return this.take();
  }

  /** The construct at the cursor cannot be read; says where and what would do. */
  unread(reason: string, token = this.current): PythonProblem {
    return new PythonProblem(
      `${reason}. Penstock reads this file without running it: return one string, or move the query to a .sql file.`,
      token.start,
      Math.max(token.end, token.start + 1),
    );
  }

  /** Skips to after the end of this statement, with the block that belongs to it. */
  skipStatement(): void {
    while (!this.isKind('newline') && !this.isKind('end')) this.at++;
    if (this.isKind('newline')) this.at++;
    if (this.isKind('indent')) this.skipBlock();
  }

  /** At an indent: to after its dedent. */
  skipBlock(): void {
    let depth = 0;
    do {
      const kind = this.take().kind;
      if (kind === 'indent') depth++;
      if (kind === 'dedent') depth--;
    } while (depth > 0 && !this.isKind('end'));
  }
}
