import type { JsonBehavior, JsonClauses } from '../tree/expression';
import { isString } from '../types/families';
import { formatType } from '../types/format-type';
import { type SqlType, withNullable } from '../types/sql-type';
import { bind } from './bind';
import type { Bound, BoundCall, BoundJson } from './bound';
import { type BindContext, fail } from './context';

/** Adds the clauses of a JSON function; RETURNING sets its type. */
export function bindJson(context: BindContext, clauses: JsonClauses, node: BoundCall): Bound | null {
  const onEmpty = bindBehavior(context, clauses.onEmpty);
  const onError = bindBehavior(context, clauses.onError);
  if (onEmpty === false || onError === false) return null;
  const returning = clauses.returning?.type ?? null;
  if (clauses.returning && !returning) return null;
  const json: BoundJson = { returning, onEmpty, onError, wrapper: clauses.wrapper, onNull: clauses.onNull };
  if (returning && !checkReturning(context, returning, json, node)) return null;
  return { ...node, json, type: returning ? withNullable(returning, true) : node.type };
}

/** False when the default could not be bound. */
function bindBehavior(context: BindContext, behavior: JsonBehavior | null): BoundJson['onEmpty'] | false {
  if (!behavior) return null;
  if (!behavior.value) return { kind: behavior.kind, value: null };
  const value = bind(context, behavior.value);
  return value ? { kind: behavior.kind, value } : false;
}

/** Flink reads JSON_VALUE as four types only, JSON_QUERY as text or an array of texts. */
function checkReturning(context: BindContext, type: SqlType, json: BoundJson, node: BoundCall): boolean {
  const value = node.fn === 'JSON_VALUE';
  const good = value
    ? ['VARCHAR', 'BOOLEAN', 'INT', 'DOUBLE'].includes(type.kind)
    : type.kind === 'VARCHAR' || (type.kind === 'ARRAY' && type.element.kind === 'VARCHAR');
  if (!good) {
    const can = value ? 'STRING, BOOLEAN, INT or DOUBLE' : 'STRING or ARRAY<STRING>';
    const fix = value && !isString(type) ? ' Leave RETURNING out and CAST the text.' : '';
    fail(
      context,
      'type_mismatch',
      node.span,
      `${node.fn} can return ${can}, not ${formatType(withNullable(type, true))}.${fix}`,
    );
    return false;
  }
  const object = json.onEmpty?.kind === 'EMPTY OBJECT' || json.onError?.kind === 'EMPTY OBJECT';
  if (type.kind !== 'ARRAY' || !object) return true;
  fail(context, 'type_mismatch', node.span, 'JSON_QUERY that returns an ARRAY cannot give an EMPTY OBJECT.');
  return false;
}
