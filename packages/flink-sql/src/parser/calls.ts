import type { CallExpr, Expr, Ident, JsonClauses } from '../tree/expression';
import type { Cursor } from './cursor';
import { parseExpression } from './expressions';
import { identOf, isIdentifierToken, parseIdentifier, parseTableName } from './identifiers';
import { parseJsonArguments } from './json-calls';
import { errorExpr, over } from './node';
import { parseOver } from './over';
import { parseStar } from './primary';
import { parseQuery, startsQuery } from './query';
import { parseSpecialArguments } from './special-calls';

export interface Arguments {
  readonly args: Expr[];
  readonly json?: JsonClauses;
  readonly distinct?: boolean;
}

/** `name(…)` with what may follow it: WITHIN GROUP, FILTER, OVER. */
export function parseCall(cursor: Cursor): Expr {
  return parseCallOf(cursor, identOf(cursor.next()));
}

/** The same after the name was read. */
export function parseCallOf(cursor: Cursor, ident: Ident): CallExpr {
  const name = ident.name.toUpperCase();
  const nameSpan = { start: ident.start, end: ident.end };
  cursor.next();
  const { args, json, distinct } =
    parseSpecialArguments(cursor, name) ?? parseJsonArguments(cursor, name) ?? parseArguments(cursor);
  if (!cursor.takeOp(')')) {
    if (!args.some((a) => a.kind === 'error')) cursor.unexpected(`, or ) in the arguments of ${name}`);
    cursor.skipUntil((t) => t.kind === 'word' && (t.upper === 'FROM' || t.upper === 'WHERE'));
    cursor.takeOp(')');
  }
  if (cursor.isWord('WITHIN') || cursor.isWords('IGNORE', 'NULLS') || cursor.isWords('RESPECT', 'NULLS'))
    skipClause(cursor);
  const filter = parseFilter(cursor);
  const over_ = cursor.isWord('OVER') ? parseOver(cursor) : null;
  const call: CallExpr = {
    kind: 'call',
    name,
    nameSpan,
    args,
    distinct: distinct ?? false,
    json: json ?? null,
    filter,
    over: over_,
    bare: false,
    ...cursor.spanFrom(ident),
    depth: over(filter, ...args),
  };
  return call;
}

function skipClause(cursor: Cursor): void {
  cursor.next();
  cursor.next();
  if (!cursor.takeOp('(')) return;
  cursor.skipUntil(() => false);
  cursor.takeOp(')');
}

function parseFilter(cursor: Cursor): Expr | null {
  if (!cursor.isWord('FILTER') || !cursor.isOp('(', 1)) return null;
  cursor.next();
  cursor.next();
  cursor.expectWord('WHERE', 'in FILTER');
  const condition = parseExpression(cursor);
  cursor.expectOp(')', 'after the condition of FILTER');
  return condition;
}

function parseArguments(cursor: Cursor): Arguments {
  const distinct = cursor.takeWord('DISTINCT') !== null;
  if (!distinct) cursor.takeWord('ALL');
  const quantified = cursor.previous.upper === 'DISTINCT' || cursor.previous.upper === 'ALL';
  const args: Expr[] = [];
  if (cursor.isOp(')') && !quantified) return { args, distinct };
  const star = parseStar(cursor);
  if (star) return { args: [star], distinct };
  do args.push(parseArgument(cursor));
  while (cursor.takeOp(','));
  return { args, distinct };
}

function parseArgument(cursor: Cursor): Expr {
  const token = cursor.peek();
  if (isIdentifierToken(token) && cursor.isOp('=>', 1)) {
    const name = identOf(cursor.next());
    cursor.next();
    const value = parseArgument(cursor);
    return { kind: 'named-arg', name, value, ...cursor.spanFrom(token), depth: over(value) };
  }
  if (cursor.isWord('TABLE')) return parseTableArgument(cursor);
  if (cursor.isWord('DESCRIPTOR') && cursor.isOp('(', 1)) return parseDescriptor(cursor);
  if (cursor.isWord('DEFAULT')) {
    cursor.next();
    return { kind: 'symbol', symbol: 'DEFAULT', start: token.start, end: token.end, depth: 1 };
  }
  // A query without parentheses can be the first argument only.
  if (startsQuery(cursor) && cursor.previous.upper !== ',') {
    const query = parseQuery(cursor);
    return { kind: 'subquery', query, ...cursor.spanFrom(token), depth: 1 };
  }
  const value = parseExpression(cursor);
  // A query in parentheses may be partitioned like TABLE t.
  if (value.kind === 'subquery') parsePartitioning(cursor);
  return value;
}

function parseTableArgument(cursor: Cursor): Expr {
  const start = cursor.next();
  if (cursor.takeOp('(')) {
    const query = parseQuery(cursor);
    cursor.expectOp(')', 'after the query');
    parsePartitioning(cursor);
    return { kind: 'subquery', query, ...cursor.spanFrom(start), depth: 1 };
  }
  const table = parseTableName(cursor);
  if (!table) return errorExpr(start);
  parsePartitioning(cursor);
  return { kind: 'table-arg', table, ...cursor.spanFrom(start), depth: 1 };
}

/** PARTITION BY and ORDER BY of a table argument; read, not kept, until those are analysed. */
function parsePartitioning(cursor: Cursor): void {
  for (const word of ['PARTITION', 'ORDER']) {
    if (!cursor.takeWord(word)) continue;
    cursor.expectWord('BY', `after ${word}`);
    const bracketed = cursor.takeOp('(');
    do {
      parseExpression(cursor);
      if (word === 'ORDER' && !cursor.takeWord('DESC')) cursor.takeWord('ASC');
    } while (bracketed && cursor.takeOp(','));
    if (bracketed) cursor.expectOp(')', `after ${word} BY`);
  }
}

function parseDescriptor(cursor: Cursor): Expr {
  const start = cursor.next();
  cursor.next();
  const columns = [];
  if (!cursor.isOp(')'))
    do {
      const column = parseIdentifier(cursor, 'the name of a time column');
      if (column) columns.push(column);
    } while (cursor.takeOp(','));
  cursor.expectOp(')', 'after the column of DESCRIPTOR');
  return { kind: 'descriptor', columns, ...cursor.spanFrom(start), depth: 1 };
}
