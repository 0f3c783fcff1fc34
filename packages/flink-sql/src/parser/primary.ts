import { isCallableKeyword } from '../lexer/reserved-words';
import type { Token } from '../lexer/token';
import type { CallExpr, Expr } from '../tree/expression';
import { parseCall, parseCallOf } from './calls';
import { parseCase, parseCast } from './conditional';
import type { Cursor } from './cursor';
import { parseList } from './expressions';
import { identOf, isIdentifierToken, parseNameParts, reportReserved } from './identifiers';
import { parseLiteral } from './literals';
import { errorExpr, over } from './node';
import { parseQuery, startsQuery } from './query';

/** Functions that Flink writes without parentheses. */
const BARE: ReadonlySet<string> = new Set([
  'CURRENT_DATE',
  'CURRENT_TIME',
  'CURRENT_TIMESTAMP',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'CURRENT_USER',
  'SESSION_USER',
  'SYSTEM_USER',
  'USER',
  'CURRENT_CATALOG',
  'CURRENT_SCHEMA',
  'CURRENT_PATH',
  'CURRENT_ROLE',
]);

/** Literal, name, call, constructor, parenthesis or subquery. */
export function parsePrimary(cursor: Cursor): Expr {
  const literal = parseLiteral(cursor);
  if (literal) return literal;
  const token = cursor.peek();
  if (token.kind === 'operator') return parseOperatorStart(cursor, token);
  if (token.kind === 'quoted' && cursor.isOp('(', 1)) return parseCall(cursor);
  if (token.kind === 'word') return parseWord(cursor, token);
  if (isIdentifierToken(token)) return parseName(cursor);
  cursor.unexpected('an expression');
  if (token.kind === 'error' || token.kind === 'placeholder') cursor.next();
  return errorExpr(cursor.errorSpan(token));
}

function parseWord(cursor: Cursor, token: Token): Expr {
  const word = token.upper;
  const special = parseKeywordExpression(cursor, word);
  if (special) return special;
  if (cursor.isOp('(', 1) && (!token.reserved || isCallableKeyword(word, cursor.version)))
    return parseCall(cursor);
  if (BARE.has(word)) return parseBare(cursor);
  if (isIdentifierToken(token)) return parseName(cursor);
  return parseMisplacedKeyword(cursor, token);
}

function parseKeywordExpression(cursor: Cursor, word: string): Expr | null {
  const next = cursor.peek(1).upper;
  switch (word) {
    case 'CASE':
      return parseCase(cursor);
    case 'CAST':
    case 'TRY_CAST':
      return next === '(' ? parseCast(cursor, word === 'TRY_CAST') : null;
    case 'ARRAY':
    case 'MAP':
    case 'MULTISET':
      return next === '[' || next === '(' ? parseConstructor(cursor) : null;
    case 'ROW':
      return next === '(' ? parseRowConstructor(cursor) : null;
    case 'EXISTS':
    case 'UNIQUE':
      return next === '(' ? parseExists(cursor) : null;
    default:
      return null;
  }
}

function parseName(cursor: Cursor): Expr {
  const parts = parseNameParts(cursor, identOf(cursor.next()));
  const span = cursor.spanFrom(parts[0] ?? cursor.previous);
  if (cursor.isOp('.') && cursor.isOp('*', 1)) {
    cursor.next();
    cursor.next();
    return { kind: 'star', qualifier: parts, ...cursor.spanFrom(span), depth: 1 };
  }
  if (cursor.isOp('(') && parts.length > 1) {
    const name = parts.map((part) => part.name).join('.');
    return parseCallOf(cursor, { name, quoted: true, ...span });
  }
  return { kind: 'name', parts, ...span, depth: 1 };
}

function parseBare(cursor: Cursor): CallExpr {
  const token = cursor.next();
  const span = { start: token.start, end: token.end };
  return {
    kind: 'call',
    name: token.upper,
    nameSpan: span,
    args: [],
    distinct: false,
    json: null,
    filter: null,
    over: null,
    bare: true,
    ...span,
    depth: 1,
  };
}

/** What may follow a name: a keyword before it was meant as one. */
const AFTER_NAME: ReadonlySet<string> = new Set([
  ',',
  ')',
  '=',
  '<',
  '>',
  '<>',
  '<=',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '.',
  'AS',
  'FROM',
  'IS',
  'IN',
  'LIKE',
  'BETWEEN',
  'AND',
  'OR',
  '',
]);

const NEVER_A_NAME: ReadonlySet<string> = new Set([
  'SELECT',
  'FROM',
  'WHERE',
  'HAVING',
  'AS',
  'AND',
  'OR',
  'ON',
  'JOIN',
  'UNION',
  'WHEN',
  'THEN',
  'ELSE',
  'BY',
  'IS',
  'IN',
  'LIKE',
  'BETWEEN',
  'OVER',
  'INTO',
  'DISTINCT',
]);

function parseMisplacedKeyword(cursor: Cursor, token: Token): Expr {
  const following = cursor.peek(1);
  const meantAsName =
    !NEVER_A_NAME.has(token.upper) &&
    (AFTER_NAME.has(following.upper) || isIdentifierToken(following)) &&
    (following.upper !== '' || following.kind === 'eof' || isIdentifierToken(following));
  if (!meantAsName) {
    cursor.unexpected('an expression');
    return errorExpr(token);
  }
  reportReserved(cursor, token);
  return parseName(cursor);
}

/** `*`, which stands for all columns in a select list and in COUNT(*) only. */
export function parseStar(cursor: Cursor): Expr | null {
  const token = cursor.takeOp('*');
  return token && { kind: 'star', qualifier: [], start: token.start, end: token.end, depth: 1 };
}

function parseOperatorStart(cursor: Cursor, token: Token): Expr {
  if (token.upper !== '(') {
    cursor.unexpected('an expression');
    return errorExpr(token);
  }
  cursor.next();
  if (startsQuery(cursor)) {
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the subquery');
    return { kind: 'subquery', query, ...cursor.spanFrom(token), depth: 1 };
  }
  const items = parseList(cursor);
  if (!cursor.takeOp(')')) {
    // Inside the parenthesis nothing more makes sense; go on after it so that later clauses are read.
    if (!items.some((i) => i.kind === 'error')) cursor.unexpected(') to close the parenthesis');
    cursor.skipUntil(
      (t) => t.kind === 'word' && (t.upper === 'FROM' || t.upper === 'WHERE' || t.upper === 'GROUP'),
    );
    cursor.takeOp(')');
  }
  const [only] = items;
  if (items.length === 1 && only) return { ...only, ...cursor.spanFrom(token) };
  return { kind: 'row', items, ...cursor.spanFrom(token), depth: over(...items) };
}

function parseRowConstructor(cursor: Cursor): Expr {
  const start = cursor.next();
  cursor.next();
  const items = cursor.isOp(')') ? [] : parseList(cursor);
  cursor.expectOp(')', 'after the fields of ROW');
  return { kind: 'row', items, ...cursor.spanFrom(start), depth: over(...items) };
}

function parseConstructor(cursor: Cursor): Expr {
  const start = cursor.next();
  const word = start.upper;
  if (cursor.takeOp('(')) {
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the subquery');
    const kind = word === 'ARRAY' ? 'array-query' : word === 'MAP' ? 'map-query' : 'multiset-query';
    return { kind, query, ...cursor.spanFrom(start), depth: 1 };
  }
  cursor.next();
  const items = cursor.isOp(']') ? [] : parseList(cursor);
  cursor.expectOp(']', `after the elements of ${word}`);
  const kind = word === 'MAP' ? 'map' : 'array';
  return { kind, items, ...cursor.spanFrom(start), depth: over(...items) };
}

function parseExists(cursor: Cursor): Expr {
  const start = cursor.next();
  cursor.next();
  const query = parseQuery(cursor);
  cursor.expectOp(')', `after the subquery of ${start.upper}`);
  return { kind: 'exists', query, ...cursor.spanFrom(start), depth: 1 };
}
