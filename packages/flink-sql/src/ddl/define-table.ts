import type { SourceText } from '../text/source-text';
import type { Expr, TableName } from '../tree/expression';
import type { ColumnDefinition, CreateTableStatement, CreateViewStatement } from '../tree/statement';
import { withNullable } from '../types/sql-type';
import type { DefinedColumn, DefinedExpression, TableDefinition, ViewDefinition } from './table-definition';

/** CREATE TABLE as data; null when a column's type could not be read. LIKE is not applied here. */
export function defineTable(tree: CreateTableStatement, source: SourceText): TableDefinition | null {
  const primaryKey = primaryKeyOf(tree);
  const columns: DefinedColumn[] = [];
  for (const column of tree.columns) {
    const defined = defineColumn(column, source, primaryKey);
    if (!defined) return null;
    columns.push(defined);
  }
  const [watermark] = tree.watermarks;
  return {
    ...named(tree.table, tree.temporary),
    columns,
    watermark: watermark
      ? {
          column: watermark.column.map((part) => part.name),
          expression: expressionOf(watermark.expression, source),
        }
      : null,
    primaryKey,
    partitionedBy: tree.partitionedBy.map((column) => column.name),
    options: Object.fromEntries(tree.options.map(({ key, value }) => [key, value])),
  };
}

export function defineView(tree: CreateViewStatement, source: SourceText): ViewDefinition {
  const columns = tree.columns.map((column) => column.name);
  return { ...named(tree.view, tree.temporary), columns, query: source.slice(tree.query) };
}

function named(table: TableName, temporary: boolean): Pick<TableDefinition, 'name' | 'path' | 'temporary'> {
  const path = table.parts.map((part) => part.name);
  return { name: path[path.length - 1] ?? '', path, temporary };
}

function primaryKeyOf(tree: CreateTableStatement): string[] {
  const constraint = tree.constraints.find((one) => one.kind === 'primary-key');
  if (constraint) return constraint.columns.map((column) => column.name);
  return tree.columns.flatMap((c) => (c.kind === 'physical' && c.primaryKey ? [c.name.name] : []));
}

function expressionOf(tree: Expr, source: SourceText): DefinedExpression {
  return { text: source.slice(tree), tree };
}

function defineColumn(
  column: ColumnDefinition,
  source: SourceText,
  primaryKey: readonly string[],
): DefinedColumn | null {
  const { name } = column.name;
  if (column.kind === 'computed')
    return { kind: 'computed', name, expression: expressionOf(column.expression, source) };
  const { type } = column.type;
  if (!type) return null;
  if (column.kind === 'physical')
    return { kind: 'physical', name, type: primaryKey.includes(name) ? withNullable(type, false) : type };
  return { kind: 'metadata', name, type, key: column.key ?? name, virtual: column.virtual };
}
