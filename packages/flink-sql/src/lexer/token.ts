import type { Span } from '../text/span';

export type TokenKind =
  /** Unquoted name or keyword; which of the two the parser decides. */
  | 'word'
  /** Name in backticks. */
  | 'quoted'
  | 'string'
  /** X'…' */
  | 'binary'
  | 'number'
  /** `{source_table}` */
  | 'placeholder'
  | 'operator'
  | 'comment'
  | 'hint'
  | 'error'
  | 'eof';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Text as written. */
  readonly text: string;
  /** Upper-case text of a word, the operator itself; empty for the rest. */
  readonly upper: string;
  /** Whether this word cannot be a name. */
  readonly reserved: boolean;
  /** Unescaped content of strings and names, digits of numbers; empty for the rest. */
  readonly value: string;
}
