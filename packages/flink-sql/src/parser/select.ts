import type { Token } from '../lexer/token';
import type { Expr, Ident } from '../tree/expression';
import type { GroupBy, Select, SelectItem } from '../tree/query';
import type { Cursor } from './cursor';
import { parseExpression } from './expressions';
import { parseFrom } from './from';
import { identOf, isIdentifierToken, parseIdentifier } from './identifiers';
import { errorExpr } from './node';
import { parseWindowSpec } from './over';
import { parseStar } from './primary';

const CLAUSES: ReadonlySet<string> = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'WINDOW',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'MINUS',
]);

/** Clauses that only a query over a table can have. */
const NEEDS_FROM: ReadonlySet<string> = new Set(['WHERE', 'GROUP', 'HAVING', 'WINDOW', 'QUALIFY']);

/** Where reading can go on after an error: the next clause, or the end of the statement. */
export function startsClause(token: Token): boolean {
  return (token.kind === 'word' && CLAUSES.has(token.upper)) || token.upper === ';';
}

export function parseSelect(cursor: Cursor): Select {
  const start = cursor.peek();
  if (!cursor.takeWord('SELECT')) {
    cursor.unexpected('SELECT');
    recover(cursor);
  }
  cursor.takeHint();
  cursor.takeWord('STREAM');
  const distinct = cursor.takeWord('DISTINCT') !== null;
  if (!distinct) cursor.takeWord('ALL');
  const items = parseItems(cursor);
  recover(cursor);
  const hasFrom = cursor.takeWord('FROM') !== null;
  const from = hasFrom ? parseFrom(cursor) : null;
  recover(cursor);
  if (!hasFrom && NEEDS_FROM.has(cursor.peek().upper) && !cursor.diagnostics.hasSyntaxErrors)
    cursor.unexpected('FROM and a table');
  const where = parseCondition(cursor, 'WHERE');
  const groupBy = parseGroupBy(cursor);
  const having = parseCondition(cursor, 'HAVING');
  const windows = parseWindows(cursor);
  const qualify = parseCondition(cursor, 'QUALIFY');
  return {
    kind: 'select',
    distinct,
    items,
    from,
    where,
    groupBy,
    having,
    windows,
    qualify,
    ...cursor.spanFrom(start),
  };
}

/** After a clause only another one may follow; anything else was an error, reported once and skipped. */
function recover(cursor: Cursor): void {
  const token = cursor.peek();
  if (cursor.atEnd || startsClause(token) || token.upper === ')') return;
  // It belongs to the INSERT around the query.
  if (cursor.isWords('ON', 'CONFLICT')) return;
  if (!cursor.diagnostics.hasSyntaxErrors)
    cursor.unexpected('a comma, or the next clause such as FROM or WHERE');
  cursor.skipUntil(startsClause);
}

function parseItems(cursor: Cursor): SelectItem[] {
  const items: SelectItem[] = [];
  do {
    const token = cursor.peek();
    if ((startsClause(token) && !isMisusedKeyword(cursor)) || cursor.atEnd) {
      cursor.unexpected(items.length === 0 ? 'columns after SELECT' : 'a column after the comma');
      break;
    }
    items.push(parseItem(cursor));
  } while (cursor.takeOp(','));
  return items;
}

/** `SELECT order FROM t`: a clause keyword where only a name makes sense. */
function isMisusedKeyword(cursor: Cursor): boolean {
  const token = cursor.peek();
  const next = cursor.peek(1);
  if (!['ORDER', 'GROUP', 'LIMIT', 'OFFSET', 'WINDOW'].includes(token.upper)) return false;
  return next.upper === ',' || next.upper === 'FROM' || next.upper === 'AS';
}

function parseItem(cursor: Cursor): SelectItem {
  const start = cursor.peek();
  const expr = parseStar(cursor) ?? parseExpression(cursor);
  if (expr.kind === 'error') {
    cursor.skipUntil((t) => t.upper === ',' || startsClause(t));
    return { expr, alias: null, ...cursor.spanFrom(start) };
  }
  const alias = parseAlias(cursor);
  const after = cursor.peek();
  if (after.upper !== ',' && after.upper !== ')' && !startsClause(after) && !cursor.atEnd) {
    cursor.unexpected('a comma, or the next clause such as FROM');
    cursor.skipUntil((t) => t.upper === ',' || startsClause(t));
  }
  return { expr, alias, ...cursor.spanFrom(start) };
}

function parseAlias(cursor: Cursor): Ident | null {
  if (cursor.takeWord('AS')) return parseIdentifier(cursor, 'a name after AS');
  return isIdentifierToken(cursor.peek()) && !startsClause(cursor.peek()) ? identOf(cursor.next()) : null;
}

function parseCondition(cursor: Cursor, word: string): Expr | null {
  if (!cursor.takeWord(word)) return null;
  const condition = parseExpression(cursor);
  recover(cursor);
  return condition;
}

function parseGroupBy(cursor: Cursor): GroupBy | null {
  const start = cursor.peek();
  if (!cursor.takeWord('GROUP')) return null;
  cursor.expectWord('BY', 'after GROUP');
  if (!cursor.takeWord('DISTINCT')) cursor.takeWord('ALL');
  const items = [];
  do {
    if (cursor.previous.upper === ',' && cursor.isOp(','))
      cursor.unexpectedAfter(cursor.previous, 'an expression');
    else items.push(parseGroupItem(cursor));
  } while (cursor.takeOp(','));
  recover(cursor);
  return { items, ...cursor.spanFrom(start) };
}

function parseGroupItem(cursor: Cursor): Expr {
  const token = cursor.peek();
  const sets = cursor.isWords('GROUPING', 'SETS');
  const rollup = (cursor.isWord('ROLLUP') || cursor.isWord('CUBE')) && cursor.isOp('(', 1);
  if (cursor.isOp('(') && cursor.isOp(')', 1)) {
    cursor.next();
    cursor.next();
    return { kind: 'row', items: [], ...cursor.spanFrom(token), depth: 1 };
  }
  if (!sets && !rollup) return parseExpression(cursor);
  const name = sets ? 'GROUPING SETS' : token.upper;
  cursor.next();
  if (sets) cursor.next();
  const nameSpan = { start: token.start, end: cursor.previous.end };
  cursor.expectOp('(', `after ${name}`);
  const args: Expr[] = [];
  do args.push(cursor.nested(() => parseGroupItem(cursor)) ?? errorExpr(token));
  while (cursor.takeOp(','));
  cursor.expectOp(')', `after ${name}`);
  return {
    kind: 'call',
    name,
    nameSpan,
    args,
    distinct: false,
    json: null,
    filter: null,
    over: null,
    bare: false,
    ...cursor.spanFrom(token),
    depth: 2,
  };
}

function parseWindows(cursor: Cursor): Select['windows'] {
  const windows: { name: Ident; spec: Select['windows'][number]['spec'] }[] = [];
  if (!cursor.takeWord('WINDOW')) return windows;
  do {
    const name = parseIdentifier(cursor, 'the name of the window');
    if (!name || !cursor.expectWord('AS', 'after the name of the window')) break;
    windows.push({ name, spec: parseWindowSpec(cursor) });
  } while (cursor.takeOp(','));
  recover(cursor);
  return windows;
}

/** `(a, b, c)` */
export function parseColumnNames(cursor: Cursor): Ident[] {
  cursor.next();
  const names: Ident[] = [];
  do {
    const name = parseIdentifier(cursor, 'the name of a column');
    if (!name) break;
    names.push(name);
  } while (cursor.takeOp(','));
  cursor.expectOp(')', 'after the names of the columns');
  return names;
}
