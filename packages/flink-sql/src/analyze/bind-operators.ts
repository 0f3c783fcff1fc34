import type { Fix } from '../diagnostics/diagnostic';
import { modulo } from '../functions/arithmetic';
import type { Span } from '../text/span';
import type { BinaryExpr, BinaryOp, Expr, UnaryExpr } from '../tree/expression';
import { commonOfTwo } from '../types/common-type';
import * as t from '../types/constructors';
import { asDecimal, decimalResult } from '../types/decimal';
import { isExact, isInteger, isInterval, isNumeric, isString, isTemporal } from '../types/families';
import { formatType } from '../types/format-type';
import { MAX_LENGTH, type SqlType, withNullable } from '../types/sql-type';
import { bind } from './bind';
import { bindComparison } from './bind-comparison';
import { bindNumber } from './bind-literal';
import { bindOverlaps } from './bind-overlaps';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { call, literal } from './make';

export function bindUnary(context: BindContext, node: UnaryExpr): Bound | null {
  if (node.op === '-' && node.operand.kind === 'literal' && node.operand.literal === 'number') {
    const negative = bindNumber(context, node.operand, true);
    return negative && { ...negative, span: node };
  }
  const operand = bind(context, node.operand);
  if (!operand) return null;
  const { type } = operand;
  if (node.op === 'NOT') {
    if (isBoolean(type)) return call('NOT', [operand], t.boolean(type.nullable), node);
    return fail(
      context,
      'type_mismatch',
      operand.span,
      `NOT needs a condition, but this is ${formatType(type)}.`,
    );
  }
  if (!isNumeric(type) && !isInterval(type)) {
    return fail(
      context,
      'type_mismatch',
      operand.span,
      `${node.op} needs a number, but this is ${formatType(type)}.`,
    );
  }
  return node.op === '+' ? operand : call('NEGATE', [operand], type, node);
}

export function isBoolean(type: SqlType): boolean {
  return type.kind === 'BOOLEAN' || type.kind === 'NULL';
}

/** Binds a chain of operators along its left spine without recursion: `a + b + c + …` may have thousands of terms. */
export function bindBinary(context: BindContext, node: BinaryExpr): Bound | null {
  const spine: BinaryExpr[] = [];
  let leftmost: Expr = node;
  while (leftmost.kind === 'binary') {
    spine.push(leftmost);
    leftmost = leftmost.left;
  }
  let left = bind(context, leftmost);
  for (let i = spine.length - 1; i >= 0; i--) {
    const operator = spine[i];
    if (!operator) break;
    const right = bind(context, operator.right);
    left = left && right ? combine(context, operator, left, right) : null;
    if (left && i > 0) context.record(left);
  }
  return left;
}

function combine(context: BindContext, node: BinaryExpr, left: Bound, right: Bound): Bound | null {
  switch (node.op) {
    case 'AND':
    case 'OR':
      return bindLogic(context, node.op, left, right, node);
    case '||':
      return bindConcat(context, node, left, right);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return bindArithmetic(context, node, left, right);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'IS DISTINCT FROM':
    case 'IS NOT DISTINCT FROM':
      return bindComparison(context, node.op, left, right, node);
    case 'OVERLAPS':
      return bindOverlaps(context, left, right, node);
    default:
      context.notUnderstood(node, node.op);
      return null;
  }
}

/** Chains of AND and OR become one call with many arguments, so that long ones stay flat. */
function bindLogic(
  context: BindContext,
  op: 'AND' | 'OR',
  left: Bound,
  right: Bound,
  span: Span,
): Bound | null {
  for (const side of [left, right]) {
    if (!isBoolean(side.type)) {
      return fail(
        context,
        'type_mismatch',
        side.span,
        `${op} joins conditions, but this is ${formatType(side.type)}.`,
      );
    }
  }
  const nullable = left.type.nullable || right.type.nullable;
  if (left.kind === 'call' && left.fn === op) {
    const depth = Math.max(left.depth, right.depth + 1);
    // The array is shared along the chain and only ever grows at its end: copying it would cost O(n²).
    (left.args as Bound[]).push(right);
    return { ...left, type: t.boolean(nullable), span, depth };
  }
  return call(op, [left, right], t.boolean(nullable), span);
}

function bindConcat(context: BindContext, node: BinaryExpr, left: Bound, right: Bound): Bound | null {
  for (const side of [left, right]) {
    if (isString(side.type) || side.type.kind === 'NULL') continue;
    return fail(
      context,
      'type_mismatch',
      side.span,
      `|| joins texts, but this is ${formatType(side.type)}. Use CAST(… AS STRING).`,
      castFix(context, side, 'STRING'),
    );
  }
  const nullable = left.type.nullable || right.type.nullable;
  const length = Math.min(lengthOf(left.type) + lengthOf(right.type), MAX_LENGTH);
  const bothFixed = left.type.kind === 'CHAR' && right.type.kind === 'CHAR';
  return call('||', [left, right], bothFixed ? t.char(length, nullable) : t.varchar(length, nullable), node);
}

function lengthOf(type: SqlType): number {
  return 'length' in type ? type.length : MAX_LENGTH;
}

/** Offers CAST around a piece of the text. */
export function castFix(context: BindContext, side: Bound, type: string): Fix[] {
  const text = context.diagnostics.source.slice(side.span);
  const range = { start: side.span.start, end: side.span.end };
  return [{ title: `CAST to ${type}`, edits: [{ range, newText: `CAST(${text} AS ${type})` }] }];
}

function bindArithmetic(context: BindContext, node: BinaryExpr, left: Bound, right: Bound): Bound | null {
  const type = arithmeticType(node.op, left.type, right.type);
  if (type) {
    const sides = [left, right].map((side) => decimalOperand(context, side, type));
    return call(node.op, sides, withNullable(type, left.type.nullable || right.type.nullable), node);
  }
  const wrong = isNumeric(left.type) ? right : left;
  return fail(
    context,
    'type_mismatch',
    node,
    `${formatType(left.type)} ${node.op} ${formatType(right.type)} has no meaning. Use CAST so that both sides are numbers.`,
    isString(wrong.type) ? castFix(context, wrong, 'DOUBLE') : [],
  );
}

/** Flink 1.20 casts a whole number beside a DECIMAL to the result's type, and fails when that has too few digits. */
function decimalOperand(context: BindContext, side: Bound, result: SqlType): Bound {
  const own = asDecimal(side.type);
  if (context.flinkVersion !== '1.20' || result.kind !== 'DECIMAL' || !own || !isInteger(side.type))
    return side;
  const digits = result.precision - result.scale;
  if (own.precision <= digits) return side;
  return call(
    'WITHIN DIGITS',
    [side, literal(String(digits), t.int(false), side.span)],
    side.type,
    side.span,
  );
}

export function arithmeticType(op: BinaryOp, a: SqlType, b: SqlType): SqlType | null {
  if (a.kind === 'NULL' && b.kind === 'NULL') return null;
  if (isNumeric(a) && b.kind === 'NULL') return a;
  if (isNumeric(b) && a.kind === 'NULL') return b;
  if (isNumeric(a) && isNumeric(b)) return numericType(op, a, b);
  return intervalArithmetic(op, a, b);
}

function numericType(op: BinaryOp, a: SqlType, b: SqlType): SqlType | null {
  if (op === '%')
    return modulo([
      { type: a, literal: null },
      { type: b, literal: null },
    ]);
  const da = asDecimal(a);
  const db = asDecimal(b);
  const isDecimal = a.kind === 'DECIMAL' || b.kind === 'DECIMAL';
  if (
    isDecimal &&
    isExact(a) &&
    isExact(b) &&
    da &&
    db &&
    (op === '+' || op === '-' || op === '*' || op === '/')
  ) {
    return decimalResult(op, da, db);
  }
  return commonOfTwo(a, b);
}

function intervalArithmetic(op: BinaryOp, a: SqlType, b: SqlType): SqlType | null {
  if (op === '+' && isInterval(a) && isTemporal(b)) return intervalArithmetic(op, b, a);
  if ((op === '+' || op === '-') && isTemporal(a) && isInterval(b)) return a;
  if ((op === '+' || op === '-') && isInterval(a) && a.kind === b.kind) return a;
  if (op === '*' && isInterval(a) && isInteger(b)) return a;
  if (op === '*' && isInterval(b) && isInteger(a)) return b;
  return null;
}
