import type { Query, QueryBody } from '../../tree/query';
import { isAppend, RANKED } from '../changelog/changes';
import { checkOrder } from './order';
import type { QueryContext } from './query-context';
import type { Rowset } from './rowset';
import { bindSelectBody } from './select-body';
import { bindSetOperation } from './set-operation';
import { bindValues } from './values';

/** Binds WITH, the body, ORDER BY and LIMIT. `top`: the query is the statement's own, whose order matters. */
export function bindQuery(context: QueryContext, query: Query, top: boolean): Rowset {
  const inner = bindWith(context, query);
  const { rowset, scope } = bindBody(inner, query.body);
  const limited = query.limit !== null;
  if (query.orderBy.length > 0) {
    context.beyondSelect(query.orderBy[0] ?? query, 'ORDER BY');
    checkOrder(inner, query, rowset, scope, top);
  }
  if (query.limit) {
    context.beyondSelect(query.limit, 'LIMIT');
    if (!/LIMIT|FETCH/i.test(context.diagnostics.source.slice(query.limit)))
      context.diagnostics.error('syntax', query.limit, 'OFFSET needs LIMIT or FETCH beside it in a stream.');
  }
  if (!limited || (query.orderBy.length === 0 && isAppend(rowset.changes))) return rowset;
  return { ...rowset, changes: RANKED };
}

function bindWith(context: QueryContext, query: Query): QueryContext {
  if (query.with.length === 0) return context;
  const commonTables = new Map(context.commonTables);
  for (const table of query.with) {
    context.beyondSelect(table, 'WITH');
    const rowset = bindQuery({ ...context, commonTables }, table.query, false);
    const columns = rowset.columns.map((c, i) => ({ ...c, name: table.columns[i]?.name ?? c.name }));
    if (table.columns.length > 0 && !rowset.opaque && table.columns.length !== columns.length)
      context.diagnostics.error(
        'syntax',
        table.name,
        `The query of ${table.name.name} gives ${columns.length} columns, but ${table.columns.length} names are given.`,
      );
    commonTables.set(table.name.name, { ...rowset, columns });
  }
  return { ...context, commonTables };
}

export function bindBody(context: QueryContext, body: QueryBody): ReturnType<typeof bindSelectBody> {
  switch (body.kind) {
    case 'select':
      return bindSelectBody(context, body);
    case 'values':
      return { rowset: bindValues(context, body), scope: null };
    case 'set':
      return { rowset: bindSetOperation(context, body), scope: null };
    default:
      context.beyondSelect(body, 'a nested query');
      return { rowset: bindQuery(context, body.query, false), scope: null };
  }
}
