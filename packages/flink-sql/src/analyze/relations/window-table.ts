import { isKnownFunction } from '../../functions/catalogue';
import type { CallExpr, Expr } from '../../tree/expression';
import type { FunctionRelation } from '../../tree/query';
import * as t from '../../types/constructors';
import { formatType } from '../../types/format-type';
import { intervalValue } from '../../types/interval-literal';
import { withNullable } from '../../types/sql-type';
import { bindQuery } from '../query/bind-query';
import type { QueryContext } from '../query/query-context';
import { relationOfRowset } from '../query/rowset';
import type { ScopeColumn } from '../scope';
import { WINDOW_TABLE_FUNCTIONS } from '../window-names';
import { type BoundFrom, fromRelation } from './bound-from';
import { bindNamed } from './table';

/** TABLE(TUMBLE(TABLE t, DESCRIPTOR(time), size)) and its kin: t's columns with window_start, window_end, window_time. */
export function bindWindowTable(context: QueryContext, from: FunctionRelation): BoundFrom | null {
  const { call } = from;
  if (call.kind !== 'call') {
    if (call.kind !== 'error') context.notUnderstood(from, 'this table function');
    return null;
  }
  const window = WINDOW_TABLE_FUNCTIONS[call.name];
  if (!window || from.lateral) {
    bindOther(context, from, call);
    return null;
  }
  const args = call.args.map((a) => (a.kind === 'named-arg' ? a.value : a));
  const input = bindInput(context, call, args, window.form);
  const [relation] = input?.relations ?? [];
  if (!input || !relation) return null;
  checkIntervals(context, call, args, window);
  const time = relation.opaque ? null : checkTime(context, call, args, relation.columns, relation.title);
  const processing = time?.proctime ? { processing: true } : {};
  const windowed: ScopeColumn[] = [
    ...relation.columns,
    { ...plain('window_start', t.timestamp(3, false)), window: 'start', ...processing },
    { ...plain('window_end', t.timestamp(3, false)), window: 'end', ...processing },
    {
      ...plain('window_time', withNullable(time?.type ?? t.timestamp(3), false)),
      ...attributeOf(time),
      window: 'time',
    },
  ];
  const names = from.alias?.columns ?? [];
  const columns = windowed.map((c, i) => ({ ...c, name: names[i]?.name ?? c.name }));
  const qualifiers = from.alias ? [from.alias.name.name] : relation.qualifiers;
  return {
    ...input,
    relations: [{ ...relation, qualifiers, columns }],
    window: { form: 'table', function: call.name, timeColumn: time?.name ?? '', span: call },
  };
}

function attributeOf(time: ScopeColumn | null): Pick<ScopeColumn, 'rowtime' | 'proctime'> {
  return time?.proctime ? { rowtime: false, proctime: true } : { rowtime: true };
}

function bindInput(
  context: QueryContext,
  call: CallExpr,
  args: readonly Expr[],
  form: string,
): BoundFrom | null {
  const input = args.find((a) => a.kind === 'table-arg' || a.kind === 'subquery');
  if (input?.kind === 'table-arg') return bindNamed(context, input.table, null);
  if (input?.kind === 'subquery') {
    context.beyondSelect(input, `${call.name} over a subquery`);
    const rowset = bindQuery(context, input.query, false);
    return fromRelation(relationOfRowset(rowset, null, []), rowset.changes);
  }
  context.diagnostics.error('window_arguments', call, `${call.name} needs a table first: ${form}.`);
  return null;
}

/** A table function that is no window: Flink has no built-in ones but those known by name. */
function bindOther(context: QueryContext, from: FunctionRelation, call: CallExpr): void {
  if (isKnownFunction(call.name)) {
    context.notUnderstood(from, `the table function ${call.name}`);
    return;
  }
  context.diagnostics.error(
    'unknown_function',
    call.nameSpan,
    `There is no table function ${call.name}. User-defined functions are not available here.`,
  );
}

function plain(name: string, type: ScopeColumn['type']): ScopeColumn {
  return { name, type, rowtime: false, computed: null };
}

function checkIntervals(
  context: QueryContext,
  call: CallExpr,
  args: readonly Expr[],
  window: { intervals: number; form: string },
): void {
  const intervals = args.filter((a) => a.kind === 'interval');
  const rest = args.filter(
    (a) => !['table-arg', 'subquery', 'descriptor', 'interval', 'error'].includes(a.kind),
  );
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
  checkMultiple(context, call, intervals);
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

/** The greatest window of CUMULATE is made of whole steps. */
function checkMultiple(context: QueryContext, call: CallExpr, intervals: readonly Expr[]): void {
  const [step, size] = intervals.map((i) => (i.kind === 'interval' ? intervalValue(i) : null));
  const last = intervals[1];
  if (
    call.name !== 'CUMULATE' ||
    step?.kind !== 'INTERVAL_SECOND' ||
    size?.kind !== 'INTERVAL_SECOND' ||
    !last
  )
    return;
  const [a, b] = [Number(step.value), Number(size.value)];
  if (a <= 0 || b <= 0 || b % a !== 0)
    context.diagnostics.error(
      'window_arguments',
      last,
      'The greatest window of CUMULATE must be a whole number of steps.',
    );
}

function checkTime(
  context: QueryContext,
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
  } else if (!column.rowtime && !column.proctime) {
    context.diagnostics.error(
      'window_not_time_attribute',
      ident,
      `A window needs the event time of ${table}, but ${ident.name} (${formatType(column.type)}) is a plain column. Declare event_time on the pipeline and use its column here.`,
    );
  }
  return column ?? null;
}
