import type { Diagnostics } from '../diagnostics/collector';
import { closest } from '../diagnostics/did-you-mean';
import { quoteFlinkIdentifier } from '../lexer/identifiers';
import type { Span } from '../text/span';
import type { TableName } from '../tree/expression';
import type { From, TableRelation } from '../tree/query';
import type { BoundWindow } from './bound-query';
import { computedColumn } from './computed-column';
import type { AnalyzeOptions, TableSchema } from './schema';
import type { ScopeColumn, ScopeRelation } from './scope';
import { bindWindowTable } from './window-table';

export interface BoundFrom {
  readonly relation: ScopeRelation | null;
  readonly table: TableSchema | null;
  readonly window: BoundWindow | null;
}

export interface RelationContext {
  readonly options: AnalyzeOptions;
  readonly diagnostics: Diagnostics;
  readonly notUnderstood: (span: Span, what: string) => void;
}

const NOTHING: BoundFrom = { relation: null, table: null, window: null };

/** Binds FROM. Joins, subqueries and other table functions are named and left for Flink. */
export function bindFrom(context: RelationContext, from: From): BoundFrom {
  switch (from.kind) {
    case 'table':
      return bindTable(context, from);
    case 'function':
      return bindWindowTable(context, from) ?? NOTHING;
    case 'join':
      checkTables(context, from);
      context.notUnderstood(from, from.join === 'COMMA' ? 'a join with a comma' : from.join);
      return NOTHING;
    case 'subquery':
      context.notUnderstood(from, 'a subquery in FROM');
      return NOTHING;
    default:
      context.notUnderstood(from, from.what);
      return NOTHING;
  }
}

/** In a join at least the tables can be checked. */
function checkTables(context: RelationContext, root: From): void {
  const stack: From[] = [root];
  for (let from = stack.pop(); from; from = stack.pop()) {
    if (from.kind === 'join') stack.push(from.left, from.right);
    else if (from.kind === 'table') findTable(context, from.table);
  }
}

function bindTable(context: RelationContext, from: TableRelation): BoundFrom {
  const table = findTable(context, from.table);
  if (!table) return NOTHING;
  if (from.asOf) context.notUnderstood(from, 'FOR SYSTEM_TIME AS OF');
  return { relation: relationOf(context, table, from), table, window: null };
}

/** The columns in scope: stored ones, then the computed time attribute. */
export function relationOf(context: RelationContext, table: TableSchema, from: From): ScopeRelation {
  const rowtime = table.eventTime;
  const columns: ScopeColumn[] = table.columns.map((c) => ({
    name: c.name,
    type: c.type,
    rowtime: rowtime !== undefined && rowtime.column === c.name && isTimeAttributeType(c.type.kind),
    computed: null,
  }));
  if (rowtime?.expression !== undefined && !table.columns.some((c) => c.name === rowtime.column)) {
    const computed = computedColumn(context.options, table, rowtime.expression);
    if (computed) columns.push({ name: rowtime.column, type: computed.type, rowtime: true, computed });
  }
  const { alias } = from;
  const renamed =
    alias && alias.columns.length > 0
      ? columns.map((c, i) => ({ ...c, name: alias.columns[i]?.name ?? c.name }))
      : columns;
  return { qualifiers: [alias ? alias.name.name : table.name], title: table.name, columns: renamed };
}

function isTimeAttributeType(kind: string): boolean {
  return kind === 'TIMESTAMP' || kind === 'TIMESTAMP_LTZ';
}

/** `{source_table}` is the source; other names are the pipeline's inputs. */
export function findTable(context: RelationContext, name: TableName): TableSchema | null {
  const { options, diagnostics } = context;
  const last = name.parts[name.parts.length - 1];
  if (!last) return null;
  if (name.placeholder) {
    if (last.name === 'source_table') return options.source;
    diagnostics.error(
      'unknown_table',
      name,
      `{${last.name}} stands for nothing here. Write {source_table}.`,
      [
        {
          title: 'Write {source_table}',
          edits: [{ range: { start: name.start, end: name.end }, newText: '{source_table}' }],
        },
      ],
    );
    return null;
  }
  const inputs = options.inputs ?? {};
  if (Object.hasOwn(inputs, last.name)) return inputs[last.name] ?? null;
  if (last.name === options.source.name) return options.source;
  reportUnknown(context, name, last.name, Object.keys(inputs));
  return null;
}

function reportUnknown(
  context: RelationContext,
  name: TableName,
  written: string,
  inputs: readonly string[],
): void {
  const range = { start: name.start, end: name.end };
  const guess = closest(written, inputs);
  const fixes = [{ title: 'Write {source_table}', edits: [{ range, newText: '{source_table}' }] }];
  if (guess !== null) {
    const quoted = quoteFlinkIdentifier(guess);
    fixes.unshift({ title: `Change to ${guess}`, edits: [{ range, newText: quoted }] });
  }
  const hint =
    guess === null
      ? 'The source is written {source_table}; other pipelines must be named in inputs.'
      : `Did you mean ${guess}?`;
  context.diagnostics.error('unknown_table', name, `There is no table ${written}. ${hint}`, fixes);
}
