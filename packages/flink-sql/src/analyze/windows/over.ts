import { findFunction } from '../../functions/catalogue';
import type { CallExpr } from '../../tree/expression';
import type { WindowSpec } from '../../tree/query';
import { commonType } from '../../types/common-type';
import * as t from '../../types/constructors';
import { type SqlType, withNullable } from '../../types/sql-type';
import { aggregateType } from '../aggregates/result-type';
import { bindAll } from '../bind';
import type { Bound } from '../bound';
import { checkArguments } from '../check-arguments';
import { type BindContext, fail } from '../context';
import { call } from '../make';
import { mayBeEmpty } from './frame';

/** Functions that need OVER; those that rank need an ORDER BY in it (Flink docs: OVER aggregation, Top-N). */
const RANKING: Readonly<Record<string, SqlType>> = {
  ROW_NUMBER: t.bigint(false),
  RANK: t.bigint(false),
  DENSE_RANK: t.bigint(false),
  PERCENT_RANK: t.double(false),
  CUME_DIST: t.double(false),
  NTILE: t.bigint(false),
};

export function isWindowFunction(name: string): boolean {
  return Object.hasOwn(RANKING, name) || name === 'LAG' || name === 'LEAD';
}

/** `function(…) OVER (…)`. */
export function bindOver(context: BindContext, node: CallExpr, over: WindowSpec): Bound | null {
  const { named } = context;
  if (named === undefined)
    return fail(
      context,
      'misplaced_aggregate',
      node,
      `${node.name} with OVER cannot stand here. Put it into SELECT, and the condition into a query around it.`,
    );
  const spec = resolve(context, over);
  if (!spec) return null;
  context.beyondSelect?.(node, 'OVER');
  const { named: _, ...rest } = context;
  const inner: BindContext = { ...rest, aggregates: context.aggregates };
  const partition = bindAll(inner, spec.partitionBy);
  const order = bindAll(
    inner,
    spec.orderBy.map((o) => o.expr),
  );
  const result = bindFunction(inner, node, spec);
  if (!partition || !order || !result) return null;
  context.overs?.push({ node, spec, partition, order });
  return { ...result, args: [...result.args, ...partition, ...order], fn: `${result.fn} OVER` };
}

function resolve(context: BindContext, over: WindowSpec): WindowSpec | null {
  if (!over.name) return over;
  const base = context.named?.get(over.name.name);
  if (!base) return fail(context, 'unknown_column', over.name, `There is no WINDOW ${over.name.name}.`);
  return {
    ...over,
    partitionBy: over.partitionBy.length > 0 ? over.partitionBy : base.partitionBy,
    orderBy: over.orderBy.length > 0 ? over.orderBy : base.orderBy,
    frame: over.frame ?? base.frame,
  };
}

function bindFunction(
  context: BindContext,
  node: CallExpr,
  spec: WindowSpec,
): (Bound & { kind: 'call' }) | null {
  const ranking = RANKING[node.name];
  if (ranking) return bindRanking(context, node, spec, ranking);
  if (node.name === 'LAG' || node.name === 'LEAD') return bindOffset(context, node, spec);
  const definition = findFunction(node.name);
  if (!definition?.aggregate) {
    if (definition)
      return fail(context, 'misplaced_aggregate', node, `${node.name} is no aggregate, so it takes no OVER.`);
    context.notUnderstood(node, `the function ${node.name}`);
    return null;
  }
  const star = node.args.length === 1 && node.args[0]?.kind === 'star' && node.name === 'COUNT';
  const args = star ? [] : bindAll({ ...context, aggregates: context.aggregates }, node.args);
  if (!args || (!star && !checkArguments(context, node, definition, args))) return null;
  const type = aggregateType(definition, args, mayBeEmpty(context, spec));
  return type && call(definition.name, args, type, node);
}

function bindRanking(
  context: BindContext,
  node: CallExpr,
  spec: WindowSpec,
  type: SqlType,
): (Bound & { kind: 'call' }) | null {
  const args = bindAll(context, node.args);
  if (!args) return null;
  const wanted = node.name === 'NTILE' ? 1 : 0;
  if (args.length !== wanted)
    return fail(
      context,
      'argument_count',
      node,
      `${node.name} takes ${wanted === 0 ? 'no arguments' : '1 argument'}.`,
    );
  if (spec.orderBy.length === 0)
    return fail(context, 'window_arguments', node, `${node.name} needs ORDER BY in its OVER.`);
  if (spec.frame)
    return fail(context, 'window_arguments', spec.frame, `${node.name} takes no ROWS or RANGE.`);
  return call(node.name, args, type, node);
}

/** LAG and LEAD give the value of another row: NULL beyond the edge, unless a default is given. */
function bindOffset(
  context: BindContext,
  node: CallExpr,
  spec: WindowSpec,
): (Bound & { kind: 'call' }) | null {
  const args = bindAll(context, node.args);
  const [value] = args ?? [];
  if (args && !value)
    return fail(context, 'argument_count', node, `${node.name} takes a value, an offset and a default.`);
  if (!args || !value) return null;
  if (args.length > 3)
    return fail(context, 'argument_count', node, `${node.name} takes a value, an offset and a default.`);
  if (spec.orderBy.length === 0)
    return fail(context, 'window_arguments', node, `${node.name} needs ORDER BY in its OVER.`);
  const fallback = args[2];
  const type = fallback ? commonType([value.type, fallback.type]) : value.type;
  if (!type)
    return fail(context, 'argument_type', node, `The default of ${node.name} must be of the value's type.`);
  return call(
    node.name,
    args,
    withNullable(value.type, fallback === undefined || fallback.type.nullable || value.type.nullable),
    node,
  );
}

/** A function over a window, for the checks of the whole SELECT. */
export interface OverUse {
  readonly node: CallExpr;
  readonly spec: WindowSpec;
  readonly partition: readonly Bound[];
  readonly order: readonly Bound[];
}
