import { isPenstockError, parseLossless } from '@penstock/common';
import { icebergType, type ResolvedPipeline } from '@penstock/config-schema';
import { formatType, type SqlType } from '@penstock/flink-sql';
import { icebergTypeName } from '../catalog/inspect/type-names';
import type { TableStateAnswer } from '../contracts/server-api';
import type { DeployPlan } from '../contracts/views';

/** What a deploy does to the table: makes it, adds columns, nothing, or why it may not. */
export function tablePlan(
  name: string,
  pipeline: ResolvedPipeline,
  state: TableStateAnswer | null,
): DeployPlan['table'] {
  if (!state) return { name, change: 'none', added: [], reason: 'Not known: the server could not be asked.' };
  if (pipeline.sink.type !== 'iceberg') return { name, change: 'none', added: [], reason: null };
  const columns = pipeline.sink.columns.map((column) => ({
    name: column.name,
    type: formatType(column.type),
  }));
  if (!state.exists) return { name, change: 'create', added: columns, reason: null };
  const present = new Map(state.columns.map((column) => [column.name, column.type]));
  const added = columns.filter((column) => !present.has(column.name));
  const changed = changedColumn(pipeline, present);
  if (changed) return { name, change: 'refused', added, reason: changed };
  const wanted = new Set(columns.map((column) => column.name));
  const unfilled = state.columns.find((column) => column.required && !wanted.has(column.name));
  if (unfilled)
    return {
      name,
      change: 'refused',
      added,
      reason: `The table requires a value in ${unfilled.name}, which this version does not write.`,
    };
  return { name, change: added.length > 0 ? 'add_columns' : 'none', added, reason: null };
}

/** A column keeps its type for good: rows written before would mean something else. */
function changedColumn(pipeline: ResolvedPipeline, present: ReadonlyMap<string, string>): string | null {
  for (const column of pipeline.sink.columns) {
    const type = present.get(column.name);
    const wanted = icebergName(column.type);
    if (type === undefined || wanted === null || type.replaceAll(' ', '') === wanted) continue;
    return `The column ${column.name} of the table is ${type}, this version writes ${formatType(column.type)}. Give the column another name, or cast it in the SQL.`;
  }
  return null;
}

/** As the table's state prints it, without blanks; null for a type that Iceberg has not, which is refused elsewhere. */
function icebergName(type: SqlType): string | null {
  try {
    // The catalog's reader knows JSON alone, and this is JSON.
    const json = parseLossless(JSON.stringify(icebergType(type, () => 0)));
    return icebergTypeName(json).replaceAll(' ', '');
  } catch (error) {
    if (isPenstockError(error) && error.code === 'refused') return null;
    throw error;
  }
}
