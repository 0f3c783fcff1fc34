import type { Token } from '../lexer/token';
import type { Expr, LiteralKind } from '../tree/expression';
import type { Cursor } from './cursor';
import { errorExpr } from './node';

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
      return parseStrings(cursor);
    case 'binary':
      return literal(cursor.next(), 'binary');
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
function parseStrings(cursor: Cursor): Expr {
  const first = cursor.next();
  let value = first.value;
  while (cursor.peek().kind === 'string') value += cursor.next().value;
  return { kind: 'literal', literal: 'string', value, ...cursor.spanFrom(first), depth: 1 };
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
  const value = cursor.next().value;
  const kind = token.upper === 'DATE' ? 'date' : token.upper === 'TIME' ? 'time' : 'timestamp';
  return { kind: 'literal', literal: kind, value, ...cursor.spanFrom(token), depth: 1 };
}

function parseInterval(cursor: Cursor): Expr | null {
  const sign = cursor.isOp('-', 1) || cursor.isOp('+', 1) ? 1 : 0;
  const valueToken = cursor.peek(1 + sign);
  if (valueToken.kind !== 'string') {
    if (valueToken.kind !== 'number') return null;
    if (UNITS.has(cursor.peek(2 + sign).upper) && !valueToken.value.includes('e'))
      return parseQuotedInterval(cursor, sign);
    const start = cursor.next();
    cursor.diagnostics.error(
      'syntax',
      valueToken,
      `The number of an INTERVAL stands in quotes: INTERVAL '${valueToken.text}'.`,
      [
        {
          title: `Write '${valueToken.text}'`,
          edits: [
            { range: { start: valueToken.start, end: valueToken.end }, newText: `'${valueToken.text}'` },
          ],
        },
      ],
    );
    if (sign) cursor.next();
    cursor.next();
    if (UNITS.has(cursor.peek().upper)) cursor.next();
    return errorExpr(cursor.spanFrom(start));
  }
  return parseQuotedInterval(cursor, sign);
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
