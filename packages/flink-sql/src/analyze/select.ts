import type { Fix } from '../diagnostics/diagnostic';
import type { Expr } from '../tree/expression';
import type { Select, SelectItem, WindowSpec } from '../tree/query';
import { formatType } from '../types/format-type';
import { withNullable } from '../types/sql-type';
import { isGroupingSets, keysOf, setsOf } from './aggregates/grouping-sets';
import { bind } from './bind';
import { isBoolean } from './bind-operators';
import type { Bound } from './bound';
import { walkBound } from './bound';
import type { BoundQuery, OutputItem } from './bound-query';
import type { BindContext } from './context';
import { eventTimeFix } from './event-time-fix';
import { bindAuxiliary, bindGroupWindow, type GroupWindow } from './group-window';
import { checkGrouping } from './grouping';
import { keyOf } from './key';
import type { BoundFrom } from './relations/bound-from';
import type { Scope } from './scope';
import { expandStar } from './star';
import { isGroupWindowName } from './window-names';
import { checkOvers } from './windows/check-overs';
import type { OverUse } from './windows/over';

export interface SelectContext extends Omit<BindContext, 'scope' | 'aggregates' | 'windowFunction'> {
  readonly from: BoundFrom | null;
  /** Scope of the query around. */
  readonly outer: Scope | null;
}

/** Binds one SELECT clause by clause, so that errors in each are reported. */
export function bindSelect(context: SelectContext, select: Select): BoundQuery {
  const scope = scopeOf(context, select);
  const base = { ...context, scope, windowFunction: null };
  const where =
    select.where && bindCondition({ ...base, aggregates: { refusedIn: 'WHERE' } }, select.where, 'WHERE');
  const overs: OverUse[] = [];
  const { groupBy, windows, partial, nullableKeys } = bindGroupBy(
    context,
    { ...base, aggregates: { refusedIn: 'GROUP BY' } },
    select,
  );
  const inner: BindContext = {
    ...base,
    aggregates: 'allowed',
    windowFunction: (node) => bindAuxiliary(inner, node, windows),
    named: new Map(select.windows.map((w) => [w.name.name, w.spec])),
    overs,
    emptyGroup: !select.groupBy || (groupBy?.length === 0 && windows.length === 0 && !partial),
  };
  for (const { spec } of select.windows) bindWindow(inner, spec);
  const bound: OutputItem[] = [];
  for (const item of select.items) bound.push(...bindItem(inner, item, bound.length));
  const items = bound.map((item) => nullableKey(item, nullableKeys));
  const having = select.having && bindCondition(inner, select.having, 'HAVING');
  if (select.qualify) context.notUnderstood(select.qualify, 'QUALIFY');
  const aggregated = groupBy !== null || hasAggregate(items, having);
  if (aggregated && !partial) checkGrouping(inner, select, groupBy ?? [], items, having, windows);
  checkOvers(inner, overs);
  const [window] = windows;
  return {
    table: context.from?.table ?? null,
    items,
    where,
    hasWhere: select.where !== null,
    groupBy,
    having,
    aggregated,
    distinct: select.distinct,
    overs,
    window: window
      ? {
          form: 'group',
          function: window.node.name,
          timeColumn: window.time?.kind === 'column' ? window.time.name : '',
          span: window.node,
        }
      : (context.from?.window ?? null),
  };
}

function scopeOf(context: SelectContext, select: Select): Scope {
  const { from, outer } = context;
  return {
    relations: from?.relations ?? [],
    merged: from?.merged ?? [],
    opaque: from ? from.opaque : select.from !== null || (outer === null && context.diagnostics.hasErrors),
    outer,
  };
}

function bindCondition(context: BindContext, node: Expr, clause: string): Bound | null {
  const bound = bind(context, node);
  if (!bound || isBoolean(bound.type)) return bound;
  context.diagnostics.error(
    'type_mismatch',
    bound.span,
    `${clause} needs a condition, but this is ${formatType(withNullable(bound.type, true))}.`,
  );
  return null;
}

function bindGroupBy(
  context: SelectContext,
  bindContext: BindContext,
  select: Select,
): {
  groupBy: Bound[] | null;
  windows: GroupWindow[];
  /** Some item could not be bound, so what is grouped is not known. */
  partial: boolean;
  /** Keys that are not in every grouping set: NULL in the rows of the others. */
  nullableKeys: ReadonlySet<string>;
} {
  const windows: GroupWindow[] = [];
  if (!select.groupBy) return { groupBy: null, windows, partial: false, nullableKeys: new Set() };
  const groupBy: Bound[] = [];
  let partial = false;
  const { items } = select.groupBy;
  for (const item of keysOf(items)) {
    if (item.kind === 'call' && isGroupWindowName(item.name) && !item.name.includes('_')) {
      windows.push(
        bindGroupWindow(bindContext, item, (time) => reportPlainTime(context, select, item, time)),
      );
    } else {
      const bound = bind(bindContext, item);
      if (bound) groupBy.push(bound);
      else partial = true;
    }
  }
  for (const item of items.filter(isGroupingSets)) context.beyondSelect?.(item, item.name);
  return { groupBy, windows, partial, nullableKeys: partial ? new Set() : keysNotInAll(bindContext, items) };
}

function reportPlainTime(
  context: SelectContext,
  select: Select,
  window: Expr & { kind: 'call' },
  time: Bound,
): void {
  const fix: Fix | null = eventTimeFix(context, select, window, time);
  const table = context.from?.table?.name ?? 'the source';
  context.diagnostics.error(
    'window_not_time_attribute',
    window,
    `${window.name} needs the event time of ${table}, but this is a plain ${formatType(withNullable(time.type, true))} value: Flink rejects it in streaming. Declare event_time on the pipeline and use its column.`,
    fix ? [fix] : [],
  );
}

function bindItem(context: BindContext, item: SelectItem, index: number): OutputItem[] {
  const { expr } = item;
  if (expr.kind === 'star') return expandStar(context, item);
  const bound = bind(context, expr);
  return [
    {
      name: item.alias?.name ?? nameOf(expr) ?? `EXPR$${index}`,
      expr: checkNull(context, bound),
      span: item,
    },
  ];
}

function checkNull(context: BindContext, bound: Bound | null): Bound | null {
  if (bound?.type.kind !== 'NULL') return bound;
  context.diagnostics.error(
    'null_without_type',
    bound.span,
    'NULL alone has no type. Write CAST(NULL AS STRING), or the type that is wanted.',
    [
      {
        title: 'CAST to STRING',
        edits: [{ range: { start: bound.span.start, end: bound.span.end }, newText: 'CAST(NULL AS STRING)' }],
      },
    ],
  );
  return null;
}

/** A column or a path of names keeps its last name; anything else is EXPR$n, as in Flink. */
function nameOf(expr: Expr): string | null {
  return expr.kind === 'name' ? (expr.parts[expr.parts.length - 1]?.name ?? null) : null;
}

function hasAggregate(items: readonly OutputItem[], having: Bound | null): boolean {
  let found = having !== null;
  for (const item of items) {
    if (!item.expr || found) continue;
    walkBound(item.expr, (node) => {
      if (node.kind === 'call' && node.aggregate) found = true;
      return !found;
    });
  }
  return found;
}

/** The same texts bound again: reports were made the first time, and are not repeated. */
function keysNotInAll(context: BindContext, items: readonly Expr[]): ReadonlySet<string> {
  const sets = items.some(isGroupingSets) ? setsOf(items) : null;
  if (!sets) return new Set();
  const keyed = sets.map((set) => set.map((e) => keyOfExpression(context, e)));
  const all = new Set(keyed.flat());
  return new Set([...all].filter((key) => !keyed.every((set) => set.includes(key))));
}

function keyOfExpression(context: BindContext, expr: Expr): string {
  const bound = bind({ ...context, record: () => {} }, expr);
  return bound ? keyOf(bound) : '';
}

function nullableKey(item: OutputItem, keys: ReadonlySet<string>): OutputItem {
  if (!item.expr || keys.size === 0 || !keys.has(keyOf(item.expr))) return item;
  return { ...item, expr: { ...item.expr, type: withNullable(item.expr.type, true) } };
}

function bindWindow(context: BindContext, spec: WindowSpec): void {
  for (const node of [...spec.partitionBy, ...spec.orderBy.map((o) => o.expr)]) bind(context, node);
}
