import type { Span } from '../text/span';
import { lex } from './lexer';

export type HighlightKind =
  | 'keyword'
  | 'identifier'
  | 'string'
  | 'number'
  | 'comment'
  | 'hint'
  | 'operator'
  | 'placeholder'
  | 'error';

export interface HighlightToken extends Span {
  readonly kind: HighlightKind;
}

/** Tokens for syntax highlighting, comments included, in text order. Never throws. */
export function tokenize(sql: string): HighlightToken[] {
  const result: HighlightToken[] = [];
  for (const token of lex(sql).tokens) {
    if (token.kind === 'eof') continue;
    const { start, end } = token;
    if (token.kind === 'word') result.push({ kind: token.reserved ? 'keyword' : 'identifier', start, end });
    else if (token.kind === 'quoted') result.push({ kind: 'identifier', start, end });
    else if (token.kind === 'binary') result.push({ kind: 'string', start, end });
    else result.push({ kind: token.kind, start, end });
  }
  return result;
}
