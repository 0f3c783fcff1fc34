import type { OrderItem, Query } from '../../tree/query';
import { bind } from '../bind';
import type { Bound } from '../bound';
import { expressionContext } from '../relations/expression-context';
import { columnOf, type Scope } from '../scope';
import type { QueryContext } from './query-context';
import type { Rowset } from './rowset';

/** ORDER BY names columns of the result, its places, or what FROM has. */
export function checkOrder(
  context: QueryContext,
  query: Query,
  rowset: Rowset,
  scope: Scope | null,
  top: boolean,
): void {
  const bound = query.orderBy.map((item) => bindOrder(context, item, rowset, scope));
  const fetched = query.limit !== null && /LIMIT|FETCH/i.test(context.diagnostics.source.slice(query.limit));
  if (!top || fetched) return;
  const [first] = bound;
  const [item] = query.orderBy;
  if (!first || !item) return;
  const isTime = first.kind === 'column' && (first.rowtime || first.column.proctime === true);
  if (isTime && !item.descending) return;
  context.diagnostics.error(
    'window_not_time_attribute',
    item,
    'A stream without an end can only be ordered by its time attribute, ascending. Add LIMIT to keep the first rows.',
  );
}

function bindOrder(
  context: QueryContext,
  item: OrderItem,
  rowset: Rowset,
  scope: Scope | null,
): Bound | null {
  const { expr } = item;
  if (expr.kind === 'literal' && expr.literal === 'number')
    return bindPlace(context, item, Number(expr.value), rowset);
  const [only] = expr.kind === 'name' ? expr.parts : [];
  if (only && expr.kind === 'name' && expr.parts.length === 1) {
    const column = rowset.columns.find((c) => c.name === only.name);
    if (column) return columnOf(column, only);
    if (rowset.opaque || rowset.untyped.has(only.name)) return null;
  }
  const result = { qualifiers: [], title: 'the result', columns: rowset.columns, untyped: rowset.untyped };
  const inner: Scope = { relations: [result], opaque: rowset.opaque, outer: scope };
  return bind({ ...expressionContext(context, inner, 'ORDER BY'), aggregates: 'allowed' }, expr);
}

function bindPlace(context: QueryContext, item: OrderItem, place: number, rowset: Rowset): Bound | null {
  const column = rowset.columns[place - 1];
  if (column) return columnOf(column, { name: column.name, quoted: false, start: item.start, end: item.end });
  if (!rowset.opaque && rowset.untyped.size === 0)
    context.diagnostics.error('unknown_column', item, `The query has no column ${place}.`);
  return null;
}
