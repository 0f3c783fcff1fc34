import type { BoundQuery } from '../../analyze/bound-query';
import { implicitCast } from '../../analyze/make';
import type { FlinkVersion } from '../../analyze/schema';
import type { Span } from '../../text/span';
import { isString } from '../../types/families';
import type { Column, SqlType } from '../../types/sql-type';
import { withNullable } from '../../types/sql-type';
import { Emitter, type Refusal } from './emitter';
import { quoteIdent } from './quote';
import { toDuckDbType } from './types';

export interface EmitSelectOptions {
  readonly source: string | null;
  readonly rowOrdinal?: string;
  readonly now: string;
  readonly timeZone: string;
  readonly flinkVersion: FlinkVersion;
  readonly sink?: readonly Column[];
}

export interface EmittedSelect {
  readonly sql: string;
  readonly columns: Column[];
  readonly refusals: readonly Refusal[];
}

/** A stateless SELECT over one table. The ordinal comes first, so that outputs can be matched to input records. */
export function emitSelect(query: BoundQuery, options: EmitSelectOptions): EmittedSelect {
  const emitter = new Emitter(options);
  refuseShape(emitter, query);
  if (!query.table && options.source !== null)
    emitter.refuse(query.items[0]?.span ?? { start: 0, end: 0 }, 'a query without FROM');
  // What a refused shape holds would only be refused again.
  if (emitter.refusals.length > 0) return { sql: '', columns: [], refusals: emitter.refusals };
  const columns: Column[] = [];
  const items: string[] = [];
  if (options.rowOrdinal !== undefined)
    items.push(`"t".${quoteIdent(options.rowOrdinal)} AS ${quoteIdent(options.rowOrdinal)}`);
  query.items.forEach((item, i) => {
    const output = emitItem(emitter, item, options.sink?.[i]);
    if (output === null) return;
    items.push(`${output.value} AS ${quoteIdent(output.column.name)}`);
    columns.push(output.column);
  });
  const where = query.where ? ` WHERE ${emitter.expr(query.where)}` : '';
  const from = query.table ? ` FROM ${options.source} AS "t"` : '';
  const sql = `SELECT ${items.join(', ')}${from}${where}`;
  return { sql, columns, refusals: emitter.refusals };
}

/** One output column: its value in the type that it is stored in. */
export function emitItem(
  emitter: Emitter,
  item: BoundQuery['items'][number],
  target: Column | undefined,
): { value: string; column: Column } | null {
  if (!item.expr) return null;
  const type = target?.type ?? item.expr.type;
  const value = target ? sinkValue(emitter, item.expr, target, item.span) : emitter.expr(item.expr);
  return {
    value: `CAST(${value} AS ${toDuckDbType(type)})`,
    column: { name: target?.name ?? item.name, type },
  };
}

export function refuseShape(emitter: Emitter, query: BoundQuery): void {
  const span: Span = query.window?.span ?? query.items[0]?.span ?? { start: 0, end: 0 };
  if (query.window) emitter.refuse(span, `the window ${query.window.function}`);
  else if (query.aggregated) emitter.refuse(span, 'GROUP BY and aggregates without a window');
  if (query.distinct) emitter.refuse(span, 'SELECT DISTINCT');
  const names = query.table?.columns.map((c) => c.name.toLowerCase()) ?? [];
  if (new Set(names).size !== names.length) emitter.refuse(span, 'columns whose names differ in case only');
}

/** The value in the target's type, as Flink's INSERT stores it; NULL in a NOT NULL column fails the record. */
function sinkValue(
  emitter: Emitter,
  expr: NonNullable<BoundQuery['items'][number]['expr']>,
  target: Column,
  span: Span,
): string {
  if (isLonger(expr.type, target.type))
    return emitter.refuse(span, `text that may be longer than ${target.name}`);
  const value = emitter.expr(implicitCast(expr, withNullable(target.type, expr.type.nullable)));
  if (target.type.nullable || !expr.type.nullable) return value;
  const type = toDuckDbType(target.type);
  const failure = emitter.error(`${target.name} is NOT NULL, but a record has NULL here`);
  return `COALESCE(CAST(${value} AS ${type}), CAST(${failure} AS ${type}))`;
}

function isLonger(from: SqlType, to: SqlType): boolean {
  if (!isString(from) || !isString(to)) return false;
  return 'length' in from && 'length' in to && from.length > to.length;
}
