import type { FunctionDefinition } from '../../functions/definition';
import { type SqlType, withNullable } from '../../types/sql-type';
import type { Bound } from '../bound';

/** Aggregates that give a value even of no rows. */
const OF_NOTHING: ReadonlySet<string> = new Set([
  'COUNT',
  'COLLECT',
  'APPROX_COUNT_DISTINCT',
  'JSON_OBJECTAGG',
  'JSON_ARRAYAGG',
]);

/** The result's type; NULL is possible when there may be no rows (Calcite's ARG0_NULLABLE_IF_EMPTY). */
export function aggregateType(
  definition: FunctionDefinition,
  args: readonly Bound[],
  mayBeEmpty: boolean,
): SqlType | null {
  const type = definition.result(args.map((a) => ({ type: a.type, literal: literalText(a) })));
  return type && mayBeEmpty && !OF_NOTHING.has(definition.name) ? withNullable(type, true) : type;
}

function literalText(value: Bound): string | null {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}
