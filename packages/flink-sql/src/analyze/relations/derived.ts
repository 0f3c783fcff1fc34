import type { SubqueryRelation } from '../../tree/query';
import { bindQuery } from '../query/bind-query';
import type { QueryContext } from '../query/query-context';
import { relationOfRowset } from '../query/rowset';
import type { Scope } from '../scope';
import { type BoundFrom, fromRelation, UNKNOWN_FROM } from './bound-from';

/** A query in FROM; LATERAL lets it use what stands before it. */
export function bindDerived(context: QueryContext, from: SubqueryRelation, before: Scope): BoundFrom {
  context.beyondSelect(from, 'a subquery in FROM');
  const rowset = bindQuery({ ...context, outer: from.lateral ? before : context.outer }, from.query, false);
  const names = from.alias?.columns ?? [];
  if (names.length > 0 && !rowset.opaque && names.length !== rowset.columns.length + rowset.untyped.size) {
    context.diagnostics.error(
      'syntax',
      from,
      `The query gives ${rowset.columns.length + rowset.untyped.size} columns, but ${names.length} names stand after ${from.alias?.name.name ?? ''}.`,
    );
    return UNKNOWN_FROM;
  }
  const alias = from.alias?.name.name ?? null;
  return fromRelation(
    relationOfRowset(
      rowset,
      alias,
      names.map((n) => n.name),
    ),
    rowset.changes,
  );
}
