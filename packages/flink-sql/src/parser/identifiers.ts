import { quoteFlinkIdentifier } from '../lexer/identifiers';
import type { Token } from '../lexer/token';
import type { Ident, TableName } from '../tree/expression';
import type { Cursor } from './cursor';

export function isIdentifierToken(token: Token): boolean {
  return token.kind === 'quoted' || (token.kind === 'word' && !token.reserved);
}

export function identOf(token: Token): Ident {
  return { start: token.start, end: token.end, name: token.value, quoted: token.kind === 'quoted' };
}

/** Clause keywords never stand for a misquoted name: there a name was left out. */
const CLAUSE = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT JOIN ON AND OR AS BY THEN WHEN ELSE END WITH INTO OVER IN IS LIKE BETWEEN NOT'.split(
    ' ',
  ),
);

/** A name; a reserved word in its place is taken as the name and reported with the fix that quotes it. */
export function parseIdentifier(cursor: Cursor, what: string): Ident | null {
  const token = cursor.peek();
  if (isIdentifierToken(token)) return identOf(cursor.next());
  if (token.kind === 'word' && !CLAUSE.has(token.upper)) {
    reportReserved(cursor, token);
    return identOf(cursor.next());
  }
  cursor.unexpected(what);
  return null;
}

export function reportReserved(cursor: Cursor, token: Token): void {
  cursor.diagnostics.error(
    'reserved_word',
    token,
    `${token.text} is a reserved word of Flink SQL. To use it as a name, write it in backticks: ${quoteFlinkIdentifier(token.value)}.`,
    [
      {
        title: `Write ${quoteFlinkIdentifier(token.value)}`,
        edits: [
          { range: { start: token.start, end: token.end }, newText: quoteFlinkIdentifier(token.value) },
        ],
      },
    ],
  );
}

/** a.b.c; after a dot any word is a name except a reserved one (as Flink has it). */
export function parseNameParts(cursor: Cursor, first: Ident): Ident[] {
  const parts = [first];
  while (cursor.isOp('.') && !cursor.isOp('*', 1)) {
    const dot = cursor.next();
    if (cursor.peek().kind === 'operator') {
      cursor.unexpectedAfter(dot, 'a name');
      break;
    }
    const part = parseIdentifier(cursor, 'a name after the dot');
    if (!part) break;
    parts.push(part);
  }
  return parts;
}

export function parseTableName(cursor: Cursor): TableName | null {
  const token = cursor.peek();
  if (token.kind === 'placeholder') {
    cursor.next();
    const part = { start: token.start, end: token.end, name: token.value, quoted: false };
    return { start: token.start, end: token.end, parts: [part], placeholder: true };
  }
  const first = parseIdentifier(cursor, 'a table');
  if (!first) return null;
  const parts = parseNameParts(cursor, first);
  return { ...cursor.spanFrom(first), parts, placeholder: false };
}
