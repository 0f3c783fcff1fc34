import type { CallExpr } from '../../tree/expression';
import * as t from '../../types/constructors';
import { bindAll } from '../bind';
import type { Bound } from '../bound';
import type { BindContext } from '../context';
import { call } from '../make';

const NAMES: ReadonlySet<string> = new Set(['GROUPING', 'GROUPING_ID', 'GROUP_ID']);

export function isGroupingFunction(name: string): boolean {
  return NAMES.has(name);
}

/** Which keys a row was grouped by, as bits (Flink docs: Window Aggregation, Grouping Sets). */
export function bindGroupingFunction(context: BindContext, node: CallExpr): Bound | null {
  context.beyondSelect?.(node, node.name);
  const args = bindAll(context, node.args);
  return args && { ...call(node.name, args, t.bigint(false), node), aggregate: true };
}
