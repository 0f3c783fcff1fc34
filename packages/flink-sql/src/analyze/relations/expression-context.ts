import type { BindContext } from '../context';
import type { QueryContext } from '../query/query-context';
import { subqueryBinder } from '../query/subquery';
import type { Scope } from '../scope';

/** Binds expressions of a clause in which neither aggregates nor windows may stand. */
export function expressionContext(context: QueryContext, scope: Scope, clause: string): BindContext {
  const { diagnostics, notUnderstood, record, options } = context;
  return {
    scope,
    diagnostics,
    notUnderstood,
    record,
    flinkVersion: options.flinkVersion ?? '2.x',
    timeZone: options.timeZone ?? 'UTC',
    aggregates: { refusedIn: clause },
    windowFunction: null,
    subquery: subqueryBinder(context),
  };
}
