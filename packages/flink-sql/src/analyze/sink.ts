import type { Diagnostics } from '../diagnostics/collector';
import type { Span } from '../text/span';
import { canStoreIn } from '../types/cast-rules';
import { formatType } from '../types/format-type';
import { type Column, type SqlType, withNullable } from '../types/sql-type';
import type { OutputItem } from './bound-query';

const bare = (type: SqlType): string => formatType(withNullable(type, true));

/** Checks the query's columns against the target's by position, as Flink's INSERT stores them. */
export function checkSink(
  diagnostics: Diagnostics,
  items: readonly OutputItem[],
  sink: readonly Column[],
  at: Span,
  timeZone: string,
): void {
  if (items.some((i) => i.name === '*' && i.expr === null)) return;
  if (items.length !== sink.length) {
    reportCount(diagnostics, items, sink, at);
    return;
  }
  items.forEach((item, i) => {
    const column = sink[i];
    if (column && item.expr) checkColumn(diagnostics, item, item.expr.type, column, timeZone, i);
  });
  checkNames(diagnostics, items, sink);
}

function reportCount(
  diagnostics: Diagnostics,
  items: readonly OutputItem[],
  sink: readonly Column[],
  at: Span,
): void {
  const missing = sink.slice(items.length).map((c) => `${c.name} (${bare(c.type)})`);
  const extra = items.slice(sink.length).map((i) => i.name);
  const what =
    missing.length > 0 ? `Nothing is given for ${missing.join(', ')}.` : `Nothing takes ${extra.join(', ')}.`;
  const columns = (n: number): string => (n === 1 ? '1 column' : `${n} columns`);
  diagnostics.error(
    'sink_column_count',
    extra.length > 0 ? (items[sink.length]?.span ?? at) : at,
    `The query gives ${columns(items.length)}, the target has ${sink.length}. ${what}`,
  );
}

function checkColumn(
  diagnostics: Diagnostics,
  item: OutputItem,
  type: SqlType,
  column: Column,
  timeZone: string,
  index: number,
): void {
  if (!canStoreIn(type, column.type)) {
    const text = diagnostics.source.slice(item.span);
    const fixable = item.name !== '*' && item.expr !== null && text !== '*';
    const range = item.expr?.span ?? item.span;
    const alias = range.end === item.span.end && item.expr?.kind !== 'column' ? ` AS ${column.name}` : '';
    const newText = `CAST(${diagnostics.source.slice(range)} AS ${bare(column.type)})${alias}`;
    diagnostics.error(
      'sink_type',
      item.span,
      `Column ${index + 1}: the query gives ${item.name} as ${bare(type)}, but ${column.name} in the target is ${bare(column.type)}.`,
      fixable
        ? [
            {
              title: `CAST to ${bare(column.type)}`,
              edits: [{ range: { start: range.start, end: range.end }, newText }],
            },
          ]
        : [],
    );
    return;
  }
  if (type.nullable && !column.type.nullable) {
    diagnostics.warn(
      'sink_nullability',
      item.span,
      `Column ${index + 1}: ${item.name} may be NULL, but ${column.name} in the target is NOT NULL: a record with NULL here fails. Use COALESCE, or filter with WHERE … IS NOT NULL.`,
    );
  }
  if (type.kind === 'TIMESTAMP_LTZ' && column.type.kind === 'TIMESTAMP') {
    diagnostics.info(
      'sink_time_zone',
      item.span,
      `${item.name} is an instant; it is stored in ${column.name} as the local time of ${timeZone}.`,
    );
  }
  if (type.kind === 'TIMESTAMP' && column.type.kind === 'TIMESTAMP_LTZ') {
    diagnostics.info(
      'sink_time_zone',
      item.span,
      `${item.name} has no time zone; it is stored in ${column.name} as an instant of ${timeZone}.`,
    );
  }
}

/** Types fit, but the name says another column: only names that both sides know are a sign of a mix-up. */
function checkNames(diagnostics: Diagnostics, items: readonly OutputItem[], sink: readonly Column[]): void {
  const given = new Set(items.map((i) => i.name.toLowerCase()));
  const wanted = new Set(sink.map((c) => c.name.toLowerCase()));
  items.forEach((item, i) => {
    const column = sink[i];
    if (!column || item.name.toLowerCase() === column.name.toLowerCase() || item.name.startsWith('EXPR$'))
      return;
    if (!wanted.has(item.name.toLowerCase()) && !given.has(column.name.toLowerCase())) return;
    diagnostics.warn(
      'sink_names',
      item.span,
      `${item.name} would land in ${column.name}: columns go to the target by position, not by name.`,
    );
  });
}
