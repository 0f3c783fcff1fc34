import type { Token } from '../lexer/token';
import { cover, type Span } from '../text/span';
import type { BinaryOp, Expr, IsTest } from '../tree/expression';
import { parseCall } from './calls';
import type { Cursor } from './cursor';
import { parseIdentifier } from './identifiers';
import { checked, errorExpr, over } from './node';
import { parsePrimary } from './primary';
import { parseQuery, startsQuery } from './query';

/** Binding powers of Calcite's operator table: a higher one binds tighter. */
const POWER = {
  or: 22,
  and: 24,
  not: 26,
  is: 28,
  compare: 30,
  like: 32,
  sum: 40,
  product: 60,
  unary: 80,
} as const;

const BINARY: Readonly<Record<string, number>> = {
  OR: POWER.or,
  AND: POWER.and,
  '=': POWER.compare,
  '<>': POWER.compare,
  '<': POWER.compare,
  '<=': POWER.compare,
  '>': POWER.compare,
  '>=': POWER.compare,
  '+': POWER.sum,
  '-': POWER.sum,
  '*': POWER.product,
  '/': POWER.product,
  '%': POWER.product,
  '||': POWER.product,
};

/** An expression whose operators bind at least as tight as `minimum`. */
export function parseExpression(cursor: Cursor, minimum = 0): Expr {
  const start = cursor.peek();
  return cursor.nested(() => parseOperators(cursor, minimum)) ?? errorExpr(start);
}

function parseOperators(cursor: Cursor, minimum: number): Expr {
  let left = parseUnary(cursor);
  while (!cursor.abandoned && left.kind !== 'error') {
    const next = parsePostfix(cursor, left, minimum) ?? parseBinary(cursor, left, minimum);
    if (!next) return left;
    left = next;
  }
  return left;
}

function parseUnary(cursor: Cursor): Expr {
  const token = cursor.peek();
  if (token.upper === 'NOT' && token.kind === 'word') {
    cursor.next();
    const operand = parseExpression(cursor, POWER.not);
    return { kind: 'unary', op: 'NOT', operand, ...cover(token, operand), depth: over(operand) };
  }
  if (token.kind === 'operator' && (token.upper === '-' || token.upper === '+')) {
    cursor.next();
    const operand = parseExpression(cursor, POWER.unary);
    return { kind: 'unary', op: token.upper, operand, ...cover(token, operand), depth: over(operand) };
  }
  return parseAccess(cursor, parsePrimary(cursor));
}

/** `x[1]` and `.field` after anything. */
function parseAccess(cursor: Cursor, first: Expr): Expr {
  let base = first;
  while (!cursor.abandoned) {
    if (cursor.takeOp('[')) {
      const index = parseExpression(cursor);
      cursor.expectOp(']', 'after the index');
      base = checked(cursor, {
        kind: 'item',
        base,
        index,
        ...cursor.spanFrom(base),
        depth: over(base, index),
      });
    } else if (cursor.isOp('.') && !cursor.isOp('*', 1) && base.kind !== 'error') {
      cursor.next();
      const field = parseIdentifier(cursor, 'the name of a field');
      if (!field) return base;
      base = checked(cursor, { kind: 'field', base, field, ...cover(base, field), depth: over(base) });
    } else return base;
  }
  return base;
}

function parseBinary(cursor: Cursor, left: Expr, minimum: number): Expr | null {
  const token = cursor.peek();
  const wordy = wordOperator(cursor);
  const op = wordy?.op ?? token.upper;
  const power = wordy ? POWER.compare : BINARY[op];
  if (power === undefined || power < minimum || (token.kind !== 'operator' && token.kind !== 'word'))
    return null;
  for (let i = 0; i < (wordy?.length ?? 1); i++) cursor.next();
  const opSpan: Span = { start: token.start, end: cursor.previous.end };
  const right = parseQuantified(cursor, op) ?? parseOperand(cursor, token, power + 1);
  // A left spine is walked by a loop everywhere, so it does not count as depth.
  const depth = Math.max(left.kind === 'binary' ? left.depth : left.depth + 1, right.depth + 1);
  return { kind: 'binary', op: op as BinaryOp, opSpan, left, right, ...cover(left, right), depth };
}

/** The right operand; where none can start the operator itself is marked, as it is what lacks something. */
function parseOperand(cursor: Cursor, operator: Token, minimum: number): Expr {
  if (startsExpression(cursor)) return parseExpression(cursor, minimum);
  cursor.unexpectedAfter(operator, 'an expression');
  return errorExpr(operator);
}

const NEVER_FIRST: ReadonlySet<string> = new Set(
  'AND OR IS IN LIKE BETWEEN AS FROM WHERE HAVING ON THEN ELSE END WHEN UNION OVER INTO BY JOIN RANGE ROWS'.split(
    ' ',
  ),
);

function startsExpression(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === 'operator') return ['(', '+', '-'].includes(token.upper);
  return token.kind !== 'eof' && !(token.kind === 'word' && NEVER_FIRST.has(token.upper));
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** `= ANY (…)`, `> ALL (…)`: the right side is a call named by the quantifier. */
function parseQuantified(cursor: Cursor, op: string): Expr | null {
  const token = cursor.peek();
  if (!COMPARISONS.has(op) || token.kind !== 'word' || !cursor.isOp('(', 1)) return null;
  if (!['ANY', 'SOME', 'ALL'].includes(token.upper)) return null;
  return parseCall(cursor);
}

function wordOperator(cursor: Cursor): { op: BinaryOp; length: number } | null {
  if (cursor.isWords('IS', 'DISTINCT', 'FROM')) return { op: 'IS DISTINCT FROM', length: 3 };
  if (cursor.isWords('IS', 'NOT', 'DISTINCT', 'FROM')) return { op: 'IS NOT DISTINCT FROM', length: 4 };
  if (cursor.isWord('OVERLAPS')) return { op: 'OVERLAPS', length: 1 };
  if (cursor.isWords('MEMBER', 'OF')) return { op: 'MEMBER OF', length: 2 };
  if (cursor.isWords('SUBMULTISET', 'OF')) return { op: 'SUBMULTISET OF', length: 2 };
  if (cursor.isWords('MULTISET', 'UNION')) return { op: 'MULTISET UNION', length: 2 };
  return null;
}

function parsePostfix(cursor: Cursor, operand: Expr, minimum: number): Expr | null {
  if (cursor.isWord('IS') && !wordOperator(cursor)) {
    return POWER.is < minimum ? null : parseIs(cursor, operand);
  }
  if (POWER.like < minimum) return null;
  const negated = cursor.isWord('NOT');
  const word = cursor.peek(negated ? 1 : 0);
  if (word.kind !== 'word') return null;
  const take = (): void => {
    if (negated) cursor.next();
    cursor.next();
  };
  switch (word.upper) {
    case 'BETWEEN':
      take();
      return parseBetween(cursor, operand, negated);
    case 'LIKE':
    case 'SIMILAR':
      take();
      if (word.upper === 'SIMILAR') cursor.expectWord('TO', 'after SIMILAR');
      return parseLike(cursor, operand, negated, word.upper === 'SIMILAR');
    case 'IN':
      take();
      return parseIn(cursor, operand, negated);
    default:
      return null;
  }
}

const IS_TESTS: readonly IsTest[] = [
  'JSON VALUE',
  'JSON OBJECT',
  'JSON ARRAY',
  'JSON SCALAR',
  'JSON',
  'A SET',
  'NULL',
  'TRUE',
  'FALSE',
  'UNKNOWN',
  'EMPTY',
];

function parseIs(cursor: Cursor, operand: Expr): Expr {
  const is = cursor.next();
  const negated = cursor.takeWord('NOT') !== null;
  for (const test of IS_TESTS) {
    if (cursor.takeWords(...test.split(' '))) {
      return checked(cursor, {
        kind: 'is',
        operand,
        test,
        negated,
        ...cursor.spanFrom(operand),
        depth: over(operand),
      });
    }
  }
  if (negated) cursor.unexpected('NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM after IS NOT');
  else cursor.unexpectedAfter(is, 'NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM');
  return errorExpr(cursor.spanFrom(operand));
}

function parseBetween(cursor: Cursor, operand: Expr, negated: boolean): Expr {
  const between = cursor.previous;
  const symmetric = cursor.takeWord('SYMMETRIC') !== null;
  if (!symmetric) cursor.takeWord('ASYMMETRIC');
  const low = parseOperand(cursor, between, POWER.like + 1);
  cursor.expectWord('AND', 'between the two bounds of BETWEEN');
  const high = parseExpression(cursor, POWER.like + 1);
  const depth = over(operand, low, high);
  return checked(cursor, {
    kind: 'between',
    operand,
    low,
    high,
    negated,
    symmetric,
    ...cursor.spanFrom(operand),
    depth,
  });
}

function parseLike(cursor: Cursor, operand: Expr, negated: boolean, similar: boolean): Expr {
  const pattern = parseExpression(cursor, POWER.like + 1);
  const escaping = cursor.takeWord('ESCAPE') ? parseExpression(cursor, POWER.like + 1) : null;
  const depth = over(operand, pattern, escaping);
  return checked(cursor, {
    kind: 'like',
    operand,
    pattern,
    escape: escaping,
    negated,
    similar,
    ...cursor.spanFrom(operand),
    depth,
  });
}

function parseIn(cursor: Cursor, operand: Expr, negated: boolean): Expr {
  const word = cursor.previous;
  if (!cursor.takeOp('(')) {
    cursor.unexpectedAfter(word, '(');
    return errorExpr(word);
  }
  const query = startsQuery(cursor) ? parseQuery(cursor) : null;
  const list = query ? null : parseList(cursor);
  cursor.expectOp(')', 'after the list of IN');
  const depth = over(operand, ...(list ?? []));
  return checked(cursor, { kind: 'in', operand, list, query, negated, ...cursor.spanFrom(operand), depth });
}

/** One or more expressions, separated by commas. */
export function parseList(cursor: Cursor): Expr[] {
  const list = [parseExpression(cursor)];
  while (cursor.takeOp(',')) list.push(parseExpression(cursor));
  return list;
}
