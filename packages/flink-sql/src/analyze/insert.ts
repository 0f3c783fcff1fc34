import type { InsertStatement } from '../tree/query';
import type { Column } from '../types/sql-type';
import type { OutputItem } from './bound-query';
import { type Changes, isAppend } from './changelog/changes';
import type { QueryContext } from './query/query-context';
import { findTable } from './relations/find-table';
import type { TableSchema } from './schema';
import { checkSink } from './sink';

/** INSERT INTO a declared table: the query's columns against those that the table stores. */
export function checkInsert(
  context: QueryContext,
  statement: InsertStatement,
  items: readonly OutputItem[],
  changes: Changes,
): void {
  const table = findTable(context, statement.target);
  if (table?.appendOnly && !isAppend(changes))
    context.diagnostics.error(
      'sink_updates',
      statement.target,
      `${table.name} takes new rows only, but rows of this query change afterwards. Aggregate over a window, or write to a table with updates.`,
    );
  if (!table || items.length === 0) return;
  const stored = storedColumns(table);
  const named = statement.columns;
  const wanted =
    named.length === 0 ? stored : named.flatMap((n) => stored.find((c) => c.name === n.name) ?? []);
  for (const name of named)
    if (!stored.some((c) => c.name === name.name))
      context.diagnostics.error('unknown_column', name, `${table.name} stores no column ${name.name}.`);
  if (named.length > 0 && wanted.length !== named.length) return;
  const missing = stored.find((c) => !c.type.nullable && !wanted.includes(c));
  if (missing)
    context.diagnostics.error(
      'sink_nullability',
      statement.target,
      `${missing.name} of ${table.name} is NOT NULL, but the columns named here leave it out.`,
    );
  const keys = table.definition?.partitionedBy ?? statement.partition;
  const foreign = statement.partition.find((p) => !keys.includes(p));
  if (foreign !== undefined)
    context.diagnostics.error(
      'unknown_column',
      statement.target,
      `${table.name} is not partitioned by ${foreign}.`,
    );
  // Values of static partitions are not among the query's columns.
  const free = wanted.filter((c) => named.length > 0 || !statement.partition.includes(c.name));
  checkSink(context.diagnostics, items, free, statement.query, context.options.timeZone ?? 'UTC');
}

function storedColumns({ definition, columns }: TableSchema): readonly Column[] {
  if (!definition) return columns;
  return definition.columns.flatMap((c) =>
    c.kind === 'physical' || (c.kind === 'metadata' && !c.virtual) ? [{ name: c.name, type: c.type }] : [],
  );
}
