import type { BetweenExpr, InExpr, IsExpr, LikeExpr } from '../tree/expression';
import * as t from '../types/constructors';
import { isString } from '../types/families';
import { formatType } from '../types/format-type';
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
  const type = t.boolean(args.some((a) => a.type.nullable));
  const like = call(name, args, type, node);
  return node.negated ? call('NOT', [like], type, node) : like;
}

export function bindIn(context: BindContext, node: InExpr): Bound | null {
  if (!node.list) {
    bind(context, node.operand);
    context.notUnderstood(node, 'IN with a subquery');
    return null;
  }
  const operand = bind(context, node.operand);
  const list = bindAll(context, node.list);
  if (!operand || !list) return null;
  const compared: Bound[] = [];
  let target = operand;
  for (const item of list) {
    const sides = comparable(context, operand, item, item.span);
    if (!sides) return null;
    if (sides[0] !== operand) target = sides[0];
    compared.push(sides[1]);
  }
  const type = t.boolean(operand.type.nullable || list.some((i) => i.type.nullable));
  const result = call('IN', [target, ...compared], type, node);
  return node.negated ? call('NOT', [result], type, node) : result;
}
