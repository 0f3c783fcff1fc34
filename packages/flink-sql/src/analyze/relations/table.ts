import type { TableName } from '../../tree/expression';
import type { Alias, TableRelation } from '../../tree/query';
import { withNullable } from '../../types/sql-type';
import { declaredChanges } from '../changelog/changes';
import { computedColumn } from '../computed-column';
import type { QueryContext } from '../query/query-context';
import { relationOfRowset } from '../query/rowset';
import type { TableSchema } from '../schema';
import type { ScopeColumn, ScopeRelation } from '../scope';
import { type BoundFrom, fromRelation, UNKNOWN_FROM } from './bound-from';
import { findCommonTable, findTable } from './find-table';

/** A table of the pipeline or of WITH, by name. */
export function bindTable(context: QueryContext, from: TableRelation): BoundFrom {
  return bindNamed(context, from.table, from.alias) ?? UNKNOWN_FROM;
}

/** Null when there is no such table (reported). */
export function bindNamed(context: QueryContext, name: TableName, alias: Alias | null): BoundFrom | null {
  const common = findCommonTable(context, name);
  const names = alias?.columns.map((c) => c.name) ?? [];
  if (common) {
    context.beyondSelect(name, 'a table of WITH');
    const title = name.parts[0]?.name ?? '';
    const relation = relationOfRowset(common, alias?.name.name ?? title, names);
    return fromRelation({ ...relation, title }, common.changes);
  }
  const table = findTable(context, name);
  if (!table) return null;
  if (table !== context.options.source) context.beyondSelect(name, `the table ${table.name}`);
  const written = name.placeholder ? table.name : (name.parts[name.parts.length - 1]?.name ?? table.name);
  const changes = declaredChanges(table.definition?.options['changelog-mode']);
  if (changes.updates && !changes.before && table.definition?.primaryKey.length === 0)
    context.diagnostics.error(
      'window_arguments',
      name,
      `${table.name} gives rows after an update without those before it, so it needs a PRIMARY KEY.`,
    );
  return { ...fromRelation(relationOf(context, table, written, alias), changes), table };
}

/** The columns in scope: those of the table, then the computed time attribute of the pipeline's entry. */
function relationOf(
  context: QueryContext,
  table: TableSchema,
  written: string,
  alias: Alias | null,
): ScopeRelation {
  const columns = table.definition ? definedColumns(context, table) : entryColumns(context, table);
  const renamed =
    alias && alias.columns.length > 0
      ? columns.map((c, i) => ({ ...c, name: alias.columns[i]?.name ?? c.name }))
      : columns;
  const unknown =
    (table.definition?.columns.length ?? 0) > 0 && columns.length !== table.definition?.columns.length;
  return {
    qualifiers: [alias ? alias.name.name : written],
    title: table.name,
    columns: renamed,
    ...(unknown ? { opaque: true } : {}),
  };
}

function entryColumns(context: QueryContext, table: TableSchema): ScopeColumn[] {
  const rowtime = table.eventTime;
  const columns: ScopeColumn[] = table.columns.map((c) => ({
    name: c.name,
    type: c.type,
    rowtime: rowtime !== undefined && rowtime.column === c.name && isTimeAttributeType(c.type.kind),
    computed: null,
    ...originsOf(context, table, c.name),
  }));
  if (rowtime?.expression !== undefined && !table.columns.some((c) => c.name === rowtime.column)) {
    const computed = computedColumn(context.options, table, rowtime.expression);
    if (computed) columns.push({ name: rowtime.column, type: computed.type, rowtime: true, computed });
  }
  return columns;
}

/** Lineage names the columns of the source plainly, those of other tables behind the table's name. */
function originsOf(context: QueryContext, table: TableSchema, column: string): Partial<ScopeColumn> {
  return table === context.options.source ? {} : { origins: [`${table.name}.${column}`] };
}

/** Columns of CREATE TABLE in their order; one whose expression is wrong is left out. */
function definedColumns(context: QueryContext, table: TableSchema): ScopeColumn[] {
  const definition = table.definition;
  const [watermarked] = definition?.watermark?.column ?? [];
  const columns: ScopeColumn[] = [];
  for (const column of definition?.columns ?? []) {
    const rowtime = column.name === watermarked;
    if (column.kind !== 'computed') {
      const origins = originsOf(context, table, column.name);
      columns.push({ name: column.name, type: column.type, rowtime, computed: null, ...origins });
      continue;
    }
    const computed = computedColumn(context.options, table, column.expression.text);
    if (!computed) continue;
    const proctime = computed.kind === 'call' && computed.fn === 'PROCTIME';
    const type = rowtime ? timeAttribute(computed.type) : computed.type;
    columns.push({ name: column.name, type, rowtime, computed, ...(proctime ? { proctime } : {}) });
  }
  return columns;
}

/** A watermark's column has milliseconds. */
function timeAttribute(type: ScopeColumn['type']): ScopeColumn['type'] {
  return 'precision' in type && isTimeAttributeType(type.kind) ? withNullable(type, type.nullable) : type;
}

function isTimeAttributeType(kind: string): boolean {
  return kind === 'TIMESTAMP' || kind === 'TIMESTAMP_LTZ';
}
