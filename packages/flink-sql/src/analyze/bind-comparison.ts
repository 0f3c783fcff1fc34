import type { Span } from '../text/span';
import { commonOfTwo } from '../types/common-type';
import * as t from '../types/constructors';
import { isBinary, isNumeric, isString, isTemporal } from '../types/families';
import { formatType } from '../types/format-type';
import { type SqlType, withNullable } from '../types/sql-type';
import { dateLiteral, timeLiteral, timestampLiteral } from '../types/temporal-literal';
import { castFix } from './bind-operators';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { call, implicitCast } from './make';

/** =, <>, <, … and IS [NOT] DISTINCT FROM. Both sides are brought to one type where Flink does so. */
export function bindComparison(
  context: BindContext,
  op: string,
  left: Bound,
  right: Bound,
  span: Span,
): Bound | null {
  const distinct = op === 'IS DISTINCT FROM' || op === 'IS NOT DISTINCT FROM';
  const nullable = !distinct && (left.type.nullable || right.type.nullable);
  const sides = comparable(context, left, right, span, op);
  return sides && call(op, sides, t.boolean(nullable), span);
}

/** Both values in a type in which they can be compared, or null after a report. */
export function comparable(
  context: BindContext,
  left: Bound,
  right: Bound,
  span: Span,
  op = 'IN',
): [Bound, Bound] | null {
  const { type: a } = left;
  const { type: b } = right;
  if (a.kind === 'NULL' || b.kind === 'NULL') return [left, right];
  if (isNumeric(a) && isNumeric(b)) return [left, right];
  if (isString(a) && isString(b)) return [left, right];
  if (isBinary(a) && isBinary(b)) return [left, right];
  if ((isString(a) && b.kind === 'BOOLEAN') || (a.kind === 'BOOLEAN' && isString(b))) {
    // Flink's = is FALSE whatever the text says: nobody means that.
    context.notUnderstood(span, 'a comparison of a BOOLEAN with a text');
    return null;
  }
  if (isString(a) && isTemporal(b)) return mixed(context, left, right, 'left', op);
  if (isString(b) && isTemporal(a)) return mixed(context, left, right, 'right', op);
  if ((isString(a) && isNumeric(b)) || (isNumeric(a) && isString(b)))
    return textWithNumber(context, op, left, right, span);
  const type = commonOfTwo(a, b);
  if (type) return [implicitCast(left, type), implicitCast(right, type)];
  return fail(
    context,
    'type_mismatch',
    span,
    `${describe(left)} cannot be compared with ${describe(right)}. Use CAST to bring both to one type.`,
  );
}

function describe(value: Bound): string {
  return value.kind === 'column'
    ? `${value.name} (${formatType(value.type)})`
    : formatType(withNullable(value.type, true));
}

/** A text beside a time is read as one; a literal that is none is an error in Flink too. */
function mixed(
  context: BindContext,
  left: Bound,
  right: Bound,
  text: 'left' | 'right',
  op: string,
): [Bound, Bound] | null {
  const [value, other] = text === 'left' ? [left, right] : [right, left];
  const { type } = other;
  if (value.kind === 'literal' && typeof value.value === 'string' && !readsAs(value.value, type)) {
    return fail(
      context,
      'bad_literal',
      value.span,
      `'${value.value.slice(0, 40)}' is no ${formatType(withNullable(type, true))}, so it cannot be compared with ${describe(other)}.`,
    );
  }
  const converted: Bound = {
    kind: 'cast',
    operand: value,
    type: withNullable(type, true),
    // A text that is none is NULL for = and <>, and fails where an order is asked for.
    mode: LENIENT.includes(op) ? 'implicit' : 'explicit',
    span: value.span,
    depth: value.depth + 1,
  };
  return text === 'left' ? [converted, other] : [other, converted];
}

const LENIENT = ['=', '<>', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'];

function readsAs(text: string, type: SqlType): boolean {
  switch (type.kind) {
    case 'DATE':
      return dateLiteral(text) !== null || timestampLiteral(text) !== null;
    case 'TIME':
      return timeLiteral(text.split('.')[0] ?? '') !== null;
    default:
      return dateLiteral(text) !== null || timestampLiteral(text) !== null;
  }
}

/** Flink refuses `=` between a text and a number, and converts at run time for the others; what is meant is better said. */
function textWithNumber(
  context: BindContext,
  op: string,
  left: Bound,
  right: Bound,
  span: Span,
): [Bound, Bound] {
  const text = isString(left.type) ? left : right;
  const numeric = isString(left.type) ? right : left;
  const type = formatType(withNullable(numeric.type, true));
  context.diagnostics.add(
    op === '=' || op === '<>' ? 'error' : 'warning',
    'type_mismatch',
    span,
    `${describe(text)} is compared with ${describe(numeric)}. Say how: CAST the text to ${type}, or the number to STRING.`,
    [...castFix(context, text, type), ...castFix(context, numeric, 'STRING')],
  );
  // Flink compares in the common type of the number and BIGINT; a text that is no number fails then.
  const wide = commonOfTwo(numeric.type, t.bigint());
  if (LENIENT.includes(op) || op === 'IN' || !wide || numeric.type.kind === 'FLOAT') return [left, right];
  const number = implicitCast(numeric, wide);
  const read: Bound = {
    kind: 'cast',
    operand: text,
    type: withNullable(wide, text.type.nullable),
    mode: 'explicit',
    span: text.span,
    depth: text.depth + 1,
  };
  return text === left ? [read, number] : [number, read];
}
