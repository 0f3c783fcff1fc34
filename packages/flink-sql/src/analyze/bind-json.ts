import type { JsonBehavior, JsonClauses } from '../tree/expression';
import { bind } from './bind';
import type { Bound, BoundCall, BoundJson } from './bound';
import type { BindContext } from './context';

/** Adds the clauses of a JSON function; RETURNING sets its type. */
export function bindJson(context: BindContext, clauses: JsonClauses, node: BoundCall): Bound | null {
  const onEmpty = bindBehavior(context, clauses.onEmpty);
  const onError = bindBehavior(context, clauses.onError);
  if (onEmpty === false || onError === false) return null;
  const returning = clauses.returning?.type ?? null;
  if (clauses.returning && !returning) return null;
  const json: BoundJson = { returning, onEmpty, onError, wrapper: clauses.wrapper, onNull: clauses.onNull };
  return { ...node, json, type: returning ?? node.type };
}

/** False when the default could not be bound. */
function bindBehavior(context: BindContext, behavior: JsonBehavior | null): BoundJson['onEmpty'] | false {
  if (!behavior) return null;
  if (!behavior.value) return { kind: behavior.kind, value: null };
  const value = bind(context, behavior.value);
  return value ? { kind: behavior.kind, value } : false;
}
