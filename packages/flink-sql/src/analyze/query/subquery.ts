import type { InExpr, SubqueryExpr } from '../../tree/expression';
import * as t from '../../types/constructors';
import { withNullable } from '../../types/sql-type';
import { bindAll } from '../bind';
import { comparable } from '../bind-comparison';
import type { Bound } from '../bound';
import { type BindContext, fail } from '../context';
import { call } from '../make';
import { columnOf } from '../scope';
import { bindQuery } from './bind-query';
import type { QueryContext } from './query-context';
import type { Rowset } from './rowset';

/** Binds subqueries inside expressions: their outer scope is that of the expression. */
export type SubqueryBinder = (context: BindContext, node: SubqueryExpr | InExpr) => Bound | null;

export function subqueryBinder(query: QueryContext): SubqueryBinder {
  return (context, node) => {
    if (node.kind === 'in') return bindInQuery(query, context, node);
    const inner = { ...query, outer: context.scope };
    query.beyondSelect(node, node.kind === 'exists' ? 'EXISTS with a subquery' : 'a subquery');
    const rowset = bindQuery(inner, node.query, false);
    if (node.kind === 'exists') return call('EXISTS', [], t.boolean(false), node);
    if (node.kind === 'map-query' || node.kind === 'multiset-query' || node.kind === 'array-query') {
      context.notUnderstood(node, 'a collection of a subquery');
      return null;
    }
    const column = onlyColumn(context, rowset, node);
    return column && call('SCALAR SUBQUERY', [], withNullable(column.type, true), node);
  };
}

function onlyColumn(
  context: BindContext,
  rowset: Rowset,
  node: SubqueryExpr,
): Rowset['columns'][number] | null {
  const [column, second] = rowset.columns;
  if (rowset.opaque || rowset.untyped.size > 0 || !column) return null;
  if (!second) return column;
  return fail(
    context,
    'type_mismatch',
    node,
    `A subquery that stands for a value gives one column, but this gives ${rowset.columns.length}.`,
  );
}

/** `x IN (SELECT …)`, `(x, y) IN (SELECT …)`. */
function bindInQuery(query: QueryContext, context: BindContext, node: InExpr): Bound | null {
  if (!node.query) return null;
  query.beyondSelect(node, 'IN with a subquery');
  const left = bindAll(context, node.operand.kind === 'row' ? node.operand.items : [node.operand]);
  const rowset = bindQuery({ ...query, outer: context.scope }, node.query, false);
  if (!left || rowset.opaque || rowset.untyped.size > 0) return null;
  if (left.length !== rowset.columns.length)
    return fail(
      context,
      'type_mismatch',
      node,
      `IN compares ${left.length} with ${rowset.columns.length} columns of the subquery.`,
    );
  const at = { name: '', quoted: false, start: node.query.start, end: node.query.end };
  const pairs = left.map((value, i) => {
    const column = rowset.columns[i];
    return column ? comparable(context, value, columnOf(column, at), node) : null;
  });
  if (pairs.some((p) => p === null)) return null;
  const nullable = [...left, ...rowset.columns].some((x) => x.type.nullable);
  const result = call('IN SUBQUERY', left, t.boolean(nullable), node);
  return node.negated ? call('NOT', [result], result.type, node) : result;
}
