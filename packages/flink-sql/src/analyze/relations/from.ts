import type { From, FunctionRelation } from '../../tree/query';
import type { QueryContext } from '../query/query-context';
import type { Scope } from '../scope';
import { type BoundFrom, UNKNOWN_FROM } from './bound-from';
import { bindDerived } from './derived';
import { bindJoin } from './join';
import { bindTable } from './table';
import { refuseTimeTravel } from './temporal';
import { bindUnnest } from './unnest';
import { bindWindowTable } from './window-table';

/** Binds FROM. `before` holds the relations left of it in a join, for LATERAL and UNNEST. */
export function bindFrom(context: QueryContext, from: From, before: Scope): BoundFrom {
  switch (from.kind) {
    case 'table':
      if (before.relations.length === 0) refuseTimeTravel(context, from);
      return bindTable(context, from);
    case 'function':
      return bindFunction(context, from, before);
    case 'join':
      return bindJoin(context, from, before);
    case 'subquery':
      return bindDerived(context, from, before);
    default:
      context.notUnderstood(from, from.what);
      return UNKNOWN_FROM;
  }
}

function bindFunction(context: QueryContext, from: FunctionRelation, before: Scope): BoundFrom {
  if (from.unnest) return bindUnnest(context, from, before);
  return bindWindowTable(context, from) ?? UNKNOWN_FROM;
}
