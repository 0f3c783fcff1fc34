import type { Token } from '../lexer/token';
import type { Expr, LiteralKind } from '../tree/expression';
import { dateLiteral, timeLiteral, timestampLiteral } from '../types/temporal-literal';
import type { Cursor } from './cursor';
import { isIdentifierToken } from './identifiers';
import { errorExpr, over } from './node';
import { parsePrimary } from './primary';

const UNITS: ReadonlySet<string> = new Set([
  'YEAR',
  'YEARS',
  'QUARTER',
  'QUARTERS',
  'MONTH',
  'MONTHS',
  'WEEK',
  'WEEKS',
  'DAY',
  'DAYS',
  'HOUR',
  'HOURS',
  'MINUTE',
  'MINUTES',
  'SECOND',
  'SECONDS',
]);

/** A literal, or null when none starts here. */
export function parseLiteral(cursor: Cursor): Expr | null {
  const token = cursor.peek();
  switch (token.kind) {
    case 'number':
      return literal(cursor.next(), 'number');
    case 'string':
      return parseStrings(cursor, 'string');
    case 'binary':
      return parseStrings(cursor, 'binary');
    case 'word':
      return parseWordLiteral(cursor, token);
    default:
      return null;
  }
}

function literal(token: Token, kind: LiteralKind, value = token.value): Expr {
  return { kind: 'literal', literal: kind, value, start: token.start, end: token.end, depth: 1 };
}

/** Adjacent strings are one literal, as in standard SQL. */
function parseStrings(cursor: Cursor, kind: 'string' | 'binary'): Expr {
  const first = cursor.next();
  let value = first.value;
  while (cursor.peek().kind === 'string') value += cursor.next().value;
  return { kind: 'literal', literal: kind, value, ...cursor.spanFrom(first), depth: 1 };
}

function parseWordLiteral(cursor: Cursor, token: Token): Expr | null {
  switch (token.upper) {
    case 'TRUE':
    case 'FALSE':
      return literal(cursor.next(), 'boolean', token.upper);
    case 'UNKNOWN':
      return literal(cursor.next(), 'unknown');
    case 'NULL':
      return literal(cursor.next(), 'null');
    case 'DATE':
    case 'TIME':
    case 'TIMESTAMP':
      return parseTemporal(cursor, token);
    case 'INTERVAL':
      return parseInterval(cursor);
    default:
      return null;
  }
}

function parseTemporal(cursor: Cursor, token: Token): Expr | null {
  if (cursor.peek(1).kind !== 'string') return null;
  cursor.next();
  const { value } = cursor.next();
  if (cursor.version === '1.20') checkTemporal(cursor, token, value);
  const kind = token.upper === 'DATE' ? 'date' : token.upper === 'TIME' ? 'time' : 'timestamp';
  return { kind: 'literal', literal: kind, value, ...cursor.spanFrom(token), depth: 1 };
}

/** Flink 1 reads the text of the literal in its parser; Flink 2 leaves that to the type check. */
function checkTemporal(cursor: Cursor, token: Token, value: string): void {
  const readers = { DATE: dateLiteral, TIME: timeLiteral, TIMESTAMP: timestampLiteral };
  const read = readers[token.upper as keyof typeof readers];
  if (read(value) === null)
    cursor.diagnostics.error('bad_literal', cursor.spanFrom(token), `'${value}' is no ${token.upper}.`);
}

function parseInterval(cursor: Cursor): Expr | null {
  const sign = cursor.isOp('-', 1) || cursor.isOp('+', 1) ? 1 : 0;
  const valueToken = cursor.peek(1 + sign);
  if (valueToken.kind === 'string' || valueToken.kind === 'number') return parseQuotedInterval(cursor, sign);
  const computed = cursor.isOp('(', 1 + sign) || isIdentifierToken(valueToken);
  return computed ? parseComputedInterval(cursor, sign) : null;
}

/** `INTERVAL (n + 1) DAY`, `INTERVAL n DAY`: Flink's grammar has it; the tree keeps it as a call. */
function parseComputedInterval(cursor: Cursor, sign: number): Expr {
  const start = cursor.next();
  if (sign === 1) cursor.next();
  const value = parsePrimary(cursor);
  const unit = cursor.peek();
  if (parseUnit(cursor) === null) return errorExpr(cursor.spanFrom(start));
  if (cursor.takeWord('TO')) parseUnit(cursor);
  const symbol: Expr = { kind: 'symbol', symbol: unit.upper, start: unit.start, end: unit.end, depth: 1 };
  return {
    kind: 'call',
    name: 'INTERVAL',
    nameSpan: { start: start.start, end: start.end },
    args: [value, symbol],
    distinct: false,
    json: null,
    filter: null,
    over: null,
    bare: false,
    ...cursor.spanFrom(start),
    depth: over(value),
  };
}

function parseQuotedInterval(cursor: Cursor, sign: number): Expr {
  const start = cursor.next();
  const negative = sign === 1 && cursor.next().upper === '-';
  const { value } = cursor.next();
  const from = parseUnit(cursor);
  if (from === null) return errorExpr(cursor.spanFrom(start));
  const to = cursor.takeWord('TO') ? parseUnit(cursor) : null;
  return { kind: 'interval', negative, value, from, to, ...cursor.spanFrom(start), depth: 1 };
}

function parseUnit(cursor: Cursor): string | null {
  const token = cursor.peek();
  if (token.kind !== 'word' || !UNITS.has(token.upper)) {
    cursor.unexpected('a unit such as SECOND, MINUTE, HOUR, DAY, MONTH or YEAR');
    return null;
  }
  cursor.next();
  if (cursor.isOp('(') && cursor.peek(1).kind === 'number') {
    cursor.next();
    cursor.next();
    if (cursor.takeOp(',')) cursor.next();
    cursor.expectOp(')', 'after the precision');
  }
  return token.upper.endsWith('S') ? token.upper.slice(0, -1) : token.upper;
}
