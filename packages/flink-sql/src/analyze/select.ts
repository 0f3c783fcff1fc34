import type { Fix } from '../diagnostics/diagnostic';
import type { Expr } from '../tree/expression';
import type { Select, SelectItem } from '../tree/query';
import { formatType } from '../types/format-type';
import { withNullable } from '../types/sql-type';
import { bind } from './bind';
import { isBoolean } from './bind-operators';
import type { Bound } from './bound';
import { walkBound } from './bound';
import type { BoundQuery, OutputItem } from './bound-query';
import type { BindContext } from './context';
import { eventTimeFix } from './event-time-fix';
import { bindAuxiliary, bindGroupWindow, type GroupWindow } from './group-window';
import { checkGrouping } from './grouping';
import type { BoundFrom } from './relations';
import { columnOf, type Scope } from './scope';
import { isGroupWindowName } from './windows';

export interface SelectContext extends Omit<BindContext, 'scope' | 'aggregates' | 'windowFunction'> {
  readonly from: BoundFrom | null;
}

/** Binds one SELECT clause by clause, so that errors in each are reported. */
export function bindSelect(context: SelectContext, select: Select): BoundQuery {
  const scope = scopeOf(context, select);
  const base = { ...context, scope, windowFunction: null };
  const where =
    select.where && bindCondition({ ...base, aggregates: { refusedIn: 'WHERE' } }, select.where, 'WHERE');
  const { groupBy, windows, partial } = bindGroupBy(
    context,
    { ...base, aggregates: { refusedIn: 'GROUP BY' } },
    select,
  );
  const inner: BindContext = {
    ...base,
    aggregates: 'allowed',
    windowFunction: (node) => bindAuxiliary(inner, node, windows),
  };
  const items: OutputItem[] = [];
  for (const item of select.items) items.push(...bindItem(inner, item, items.length));
  const having = select.having && bindCondition(inner, select.having, 'HAVING');
  if (select.qualify) context.notUnderstood(select.qualify, 'QUALIFY');
  const aggregated = groupBy !== null || hasAggregate(items, having);
  if (aggregated && !partial) checkGrouping(inner, select, groupBy ?? [], items, having, windows);
  const [window] = windows;
  return {
    table: context.from?.table ?? null,
    items: groupBy === null && aggregated ? items.map(nullableAggregates) : items,
    where,
    hasWhere: select.where !== null,
    groupBy,
    having,
    aggregated,
    distinct: select.distinct,
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
  const relation = context.from?.relation ?? null;
  return {
    relations: relation ? [relation] : [],
    opaque: relation === null && (select.from !== null || context.diagnostics.hasErrors),
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
} {
  const windows: GroupWindow[] = [];
  if (!select.groupBy) return { groupBy: null, windows, partial: false };
  const groupBy: Bound[] = [];
  let partial = false;
  for (const item of select.groupBy.items) {
    if (item.kind === 'call' && isGroupWindowName(item.name) && !item.name.includes('_')) {
      windows.push(
        bindGroupWindow(bindContext, item, (time) => reportPlainTime(context, select, item, time)),
      );
    } else if (item.kind === 'call' && ['GROUPING SETS', 'CUBE', 'ROLLUP'].includes(item.name)) {
      context.notUnderstood(item, item.name);
      partial = true;
    } else {
      const bound = bind(bindContext, item);
      if (bound) groupBy.push(bound);
      else partial = true;
    }
  }
  return { groupBy, windows, partial };
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

function expandStar(context: BindContext, item: SelectItem): OutputItem[] {
  const { expr } = item;
  if (expr.kind !== 'star') return [];
  const qualifier = expr.qualifier[expr.qualifier.length - 1];
  const relations = qualifier
    ? context.scope.relations.filter((r) => r.qualifiers.includes(qualifier.name))
    : context.scope.relations;
  if (relations.length === 0) {
    if (!context.scope.opaque) {
      context.diagnostics.error(
        'unknown_table',
        expr,
        qualifier ? `There is no table ${qualifier.name} in FROM.` : '* needs a FROM.',
      );
    }
    return [{ name: '*', expr: null, span: expr }];
  }
  const at = { name: '*', quoted: false, start: expr.start, end: expr.end };
  return relations.flatMap((r) =>
    r.columns.map((c) => ({ name: c.name, expr: columnOf(c, at), span: expr })),
  );
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

/** Over no rows at all, an aggregate other than COUNT gives NULL. */
function nullableAggregates(item: OutputItem): OutputItem {
  const { expr } = item;
  if (expr?.kind !== 'call' || !expr.aggregate || expr.fn === 'COUNT') return item;
  return { ...item, expr: { ...expr, type: withNullable(expr.type, true) } };
}
