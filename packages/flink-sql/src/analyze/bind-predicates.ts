import { likeProblem } from '../runtime/regex/like';
import type { BetweenExpr, InExpr, IsExpr, LikeExpr } from '../tree/expression';
import * as t from '../types/constructors';
import { isInteger, isNumeric, isString } from '../types/families';
import { formatType } from '../types/format-type';
import { type IntegerKind, withNullable } from '../types/sql-type';
import { bind, bindAll } from './bind';
import { bindComparison, comparable } from './bind-comparison';
import { isBoolean } from './bind-operators';
import type { Bound } from './bound';
import { type BindContext, fail } from './context';
import { call, shared } from './make';

export function bindIs(context: BindContext, node: IsExpr): Bound | null {
  const operand = bind(context, node.operand);
  if (!operand) return null;
  const name = `IS ${node.negated ? 'NOT ' : ''}${node.test}`;
  if (node.test === 'TRUE' || node.test === 'FALSE' || node.test === 'UNKNOWN') {
    if (!isBoolean(operand.type)) {
      return fail(
        context,
        'type_mismatch',
        operand.span,
        `${name} tests a condition, but this is ${formatType(operand.type)}.`,
      );
    }
  }
  if (node.test.startsWith('JSON') && !isString(operand.type) && operand.type.kind !== 'NULL') {
    return fail(
      context,
      'type_mismatch',
      operand.span,
      `${name} tests a text, but this is ${formatType(operand.type)}. Use CAST.`,
    );
  }
  return call(name, [operand], t.boolean(false), node);
}

/** x BETWEEN a AND b is x >= a AND x <= b, with the same three-valued logic. */
export function bindBetween(context: BindContext, node: BetweenExpr): Bound | null {
  const operand = bind(context, node.operand);
  const low = bind(context, node.low);
  const high = bind(context, node.high);
  if (!operand || !low || !high) return null;
  const between = shared(operand, (use) => betweenOf(context, node, use, low, high));
  if (!between) return null;
  return node.negated ? call('NOT', [between], between.type, node) : between;
}

function betweenOf(
  context: BindContext,
  node: BetweenExpr,
  operand: Bound,
  low: Bound,
  high: Bound,
): Bound | null {
  const range = (a: Bound, b: Bound): Bound | null => {
    const above = bindComparison(context, '>=', operand, a, node);
    const below = bindComparison(context, '<=', operand, b, node);
    return (
      above &&
      below &&
      call('AND', [above, below], t.boolean(above.type.nullable || below.type.nullable), node)
    );
  };
  if (!node.symmetric) return range(low, high);
  return shared(low, (a) =>
    shared(high, (b) => {
      const forward = range(a, b);
      const backward = range(b, a);
      return forward && backward && call('OR', [forward, backward], t.boolean(forward.type.nullable), node);
    }),
  );
}

export function bindLike(context: BindContext, node: LikeExpr): Bound | null {
  const args = bindAll(
    context,
    node.escape ? [node.operand, node.pattern, node.escape] : [node.operand, node.pattern],
  );
  if (!args) return null;
  const name = node.similar ? 'SIMILAR TO' : 'LIKE';
  for (const arg of args) {
    if (!isString(arg.type) && arg.type.kind !== 'NULL') {
      return fail(
        context,
        'type_mismatch',
        arg.span,
        `${name} compares texts, but this is ${formatType(arg.type)}. Use CAST(… AS STRING).`,
      );
    }
  }
  if (!node.similar && !checkEscapes(context, args)) return null;
  const type = t.boolean(args.some((a) => a.type.nullable));
  const like = call(name, args, type, node);
  return node.negated ? call('NOT', [like], type, node) : like;
}

/** Flink reads literal patterns while planning, and refuses wrong escapes there. */
function checkEscapes(context: BindContext, [, pattern, escapeChar]: readonly Bound[]): boolean {
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return true;
  if (escapeChar?.kind !== 'literal' || typeof escapeChar.value !== 'string' || escapeChar.value === '')
    return true;
  const problem = likeProblem(pattern.value, escapeChar.value);
  if (problem !== null) fail(context, 'bad_literal', pattern.span, problem);
  return problem === null;
}

/**
 * Flink casts each number of the list to the type of the value that is looked for: `1 IN (1.5)` is TRUE. The same for a
 * text in the list of a number and a number in that of a text.
 */
function inTypeOf(operand: Bound, item: Bound): Bound {
  const { type } = operand;
  const numbers = isNumeric(type) && isNumeric(item.type) && type.kind !== item.type.kind;
  const text = type.kind === 'VARCHAR' && isNumeric(item.type);
  const number = isNumeric(type) && isString(item.type);
  if (!numbers && !text && !number) return item;
  // Beyond the range of a whole number it is not known what the planner makes of a literal.
  if (
    numbers &&
    isInteger(type) &&
    item.kind === 'literal' &&
    Math.abs(Number(item.value)) >= LIMITS[type.kind]
  )
    return item;
  return {
    kind: 'cast',
    operand: item,
    type: withNullable(type, item.type.nullable),
    mode: 'explicit',
    span: item.span,
    depth: item.depth + 1,
  };
}

const LIMITS: Readonly<Record<IntegerKind, number>> = {
  TINYINT: 2 ** 7,
  SMALLINT: 2 ** 15,
  INT: 2 ** 31,
  BIGINT: 2 ** 63,
};

export function bindIn(context: BindContext, node: InExpr): Bound | null {
  if (!node.list) {
    if (context.subquery) return context.subquery(context, node);
    bind(context, node.operand);
    context.notUnderstood(node, 'IN with a subquery');
    return null;
  }
  const operand = bind(context, node.operand);
  const list = bindAll(context, node.list);
  if (!operand || !list) return null;
  const compared: Bound[] = [];
  let target = operand;
  for (const written of list) {
    const item = inTypeOf(operand, written);
    const sides = comparable(context, operand, item, item.span);
    if (!sides) return null;
    if (sides[0] !== operand) target = sides[0];
    compared.push(sides[1]);
  }
  const type = t.boolean(operand.type.nullable || list.some((i) => i.type.nullable));
  const result = call('IN', [target, ...compared], type, node);
  return node.negated ? call('NOT', [result], type, node) : result;
}
