import type { CallExpr, Expr } from '../tree/expression';
import type { FunctionRelation } from '../tree/query';
import * as t from '../types/constructors';
import { formatType } from '../types/format-type';
import { intervalValue } from '../types/interval-literal';
import { withNullable } from '../types/sql-type';
import { type BoundFrom, findTable, type RelationContext, relationOf } from './relations';
import type { ScopeColumn } from './scope';
import { WINDOW_TABLE_FUNCTIONS } from './windows';

/** TABLE(TUMBLE(TABLE t, DESCRIPTOR(time), size)) and its kin: t's columns with window_start, window_end, window_time. */
export function bindWindowTable(context: RelationContext, from: FunctionRelation): BoundFrom | null {
  const { call } = from;
  if (call.kind !== 'call' || from.unnest || from.lateral) {
    if (call.kind !== 'error') context.notUnderstood(from, from.unnest ? 'UNNEST' : 'this table function');
    return null;
  }
  const window = WINDOW_TABLE_FUNCTIONS[call.name];
  if (!window) {
    context.notUnderstood(from, `the table function ${call.name}`);
    return null;
  }
  const args = call.args.map((a) => (a.kind === 'named-arg' ? a.value : a));
  const tableArg = args.find((a) => a.kind === 'table-arg');
  if (args.some((a) => a.kind === 'subquery')) {
    context.notUnderstood(from, `${call.name} over a subquery`);
    return null;
  }
  const table = tableArg?.kind === 'table-arg' ? findTable(context, tableArg.table) : null;
  if (!tableArg)
    context.diagnostics.error('window_arguments', call, `${call.name} needs a table first: ${window.form}.`);
  if (!table) return null;
  const relation = relationOf(context, table, from);
  checkIntervals(context, call, args, window);
  const time = checkTime(context, call, args, relation.columns, table.name);
  const columns: ScopeColumn[] = [
    ...relation.columns,
    plain('window_start', t.timestamp(3, false)),
    plain('window_end', t.timestamp(3, false)),
    { ...plain('window_time', withNullable(time?.type ?? t.timestamp(3), false)), rowtime: true },
  ];
  return {
    relation: { ...relation, columns },
    table,
    window: { form: 'table', function: call.name, timeColumn: time?.name ?? '', span: call },
  };
}

function plain(name: string, type: ScopeColumn['type']): ScopeColumn {
  return { name, type, rowtime: false, computed: null };
}

function checkIntervals(
  context: RelationContext,
  call: CallExpr,
  args: readonly Expr[],
  window: { intervals: number; form: string },
): void {
  const intervals = args.filter((a) => a.kind === 'interval');
  const rest = args.filter((a) => !['table-arg', 'descriptor', 'interval', 'error'].includes(a.kind));
  for (const wrong of rest) {
    context.diagnostics.error(
      'window_arguments',
      wrong,
      `${call.name} takes an INTERVAL here: ${window.form}.`,
    );
  }
  const most = window.intervals + (call.name === 'SESSION' ? 0 : 1);
  if (rest.length === 0 && (intervals.length < window.intervals || intervals.length > most)) {
    context.diagnostics.error('window_arguments', call.nameSpan, `${call.name} takes ${window.form}.`);
  }
  for (const interval of intervals) {
    const read = interval.kind === 'interval' ? intervalValue(interval) : null;
    if (!read)
      context.diagnostics.error(
        'bad_literal',
        interval,
        "This is no INTERVAL. Write for example INTERVAL '5' MINUTE.",
      );
    if (read?.kind === 'INTERVAL_MONTH') {
      context.diagnostics.error(
        'window_arguments',
        interval,
        'A window is measured in seconds, minutes, hours or days: months and years differ in length.',
      );
    }
  }
}

function checkTime(
  context: RelationContext,
  call: CallExpr,
  args: readonly Expr[],
  columns: readonly ScopeColumn[],
  table: string,
): ScopeColumn | null {
  const descriptor = args.find((a) => a.kind === 'descriptor');
  const ident = descriptor?.kind === 'descriptor' ? descriptor.columns[0] : undefined;
  if (!ident) {
    context.diagnostics.error(
      'window_arguments',
      call.nameSpan,
      `${call.name} needs DESCRIPTOR(time column) second.`,
    );
    return null;
  }
  const column = columns.find((c) => c.name === ident.name);
  if (!column) {
    const times = columns.filter((c) => c.rowtime).map((c) => c.name);
    const hint =
      times.length > 0
        ? `Its time attribute is ${times.join(', ')}.`
        : 'Declare event_time on the pipeline first.';
    context.diagnostics.error(
      'unknown_column',
      ident,
      `There is no column ${ident.name} in ${table}. ${hint}`,
      times[0] === undefined
        ? []
        : [
            {
              title: `Change to ${times[0]}`,
              edits: [{ range: { start: ident.start, end: ident.end }, newText: times[0] }],
            },
          ],
    );
  } else if (!column.rowtime) {
    context.diagnostics.error(
      'window_not_time_attribute',
      ident,
      `A window needs the event time of ${table}, but ${ident.name} (${formatType(column.type)}) is a plain column. Declare event_time on the pipeline and use its column here.`,
    );
  }
  return column ?? null;
}
