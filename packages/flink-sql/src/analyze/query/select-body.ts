import type { Select } from '../../tree/query';
import type { BoundQuery, OutputItem } from '../bound-query';
import { type Changes, grouped, isAppend, RANKED } from '../changelog/changes';
import { itemOrigins } from '../origins';
import { bindFrom } from '../relations/from';
import type { Scope, ScopeColumn } from '../scope';
import { bindSelect, type SelectContext } from '../select';
import { isTimeOrdered } from '../windows/check-overs';
import { isWindowFunction, type OverUse } from '../windows/over';
import { checkRanks, type RankFilter, rankingOf } from '../windows/ranking';
import type { QueryContext } from './query-context';
import type { Rowset } from './rowset';
import { subqueryBinder } from './subquery';

export interface BoundBody {
  readonly rowset: Rowset;
  /** Names that ORDER BY may use besides those of the result; null where it may use only these. */
  readonly scope: Scope | null;
  readonly select?: BoundQuery;
}

export function bindSelectBody(context: QueryContext, select: Select): BoundBody {
  const none: Scope = { relations: [], opaque: false, outer: context.outer };
  const from = select.from ? bindFrom(context, select.from, none) : null;
  const { diagnostics, notUnderstood, beyondSelect, record, options } = context;
  const selectContext: SelectContext = {
    from,
    outer: context.outer,
    diagnostics,
    flinkVersion: options.flinkVersion ?? '2.x',
    timeZone: options.timeZone ?? 'UTC',
    notUnderstood,
    beyondSelect,
    record,
    subquery: subqueryBinder(context),
  };
  const query = bindSelect(selectContext, select);
  const scope: Scope = {
    relations: from?.relations ?? [],
    merged: from?.merged ?? [],
    opaque: (from?.opaque ?? false) || query.aggregated,
    outer: context.outer,
  };
  if (from && !isAppend(from.changes)) checkOverChanges(context, query);
  const ranks = checkRanks(context, query.where, from?.relations.flatMap((r) => r.columns) ?? []);
  return { rowset: rowsetOf(query, from?.changes ?? null, ranks), scope, select: query };
}

function rowsetOf(query: BoundQuery, input: Changes | null, ranks: RankFilter): Rowset {
  const from = input ?? { updates: false, deletes: false, before: false };
  const windowed = isWindowed(query);
  const lost = query.distinct || (query.aggregated && !windowed);
  const columns = query.items.flatMap((item) => columnOfItem(item, lost, query.overs, ranks));
  const untyped = new Set(query.items.filter((i) => i.expr === null).map((i) => i.name));
  return {
    columns,
    untyped,
    opaque: untyped.has('*'),
    changes: changesOf(query, ranks === 'top' ? RANKED : from, windowed, ranks),
  };
}

/** A column that is passed on keeps what it is; anything else is a plain value. */
function columnOfItem(
  item: OutputItem,
  lost: boolean,
  overs: readonly OverUse[],
  ranks: RankFilter,
): ScopeColumn[] {
  const { name, expr } = item;
  if (!expr) return [];
  const origins = itemOrigins(expr);
  const plain: ScopeColumn = { name, type: expr.type, rowtime: false, computed: null, origins };
  if (expr.kind === 'call' && /_(ROWTIME|PROCTIME)$/.test(expr.fn))
    return [{ ...plain, rowtime: true, window: 'time' }];
  if (expr.kind === 'call' && expr.fn === 'PROCTIME') return [{ ...plain, proctime: true }];
  const ranking = ranks === 'none' ? rankingOf(expr, overs) : null;
  if (ranking) return [{ ...plain, ranking }];
  if (expr.kind !== 'column' || lost) return [plain];
  const { rowtime, proctime, window, processing } = expr.column;
  return [
    {
      ...plain,
      rowtime,
      ...(proctime ? { proctime } : {}),
      ...(window ? { window } : {}),
      ...(processing ? { processing } : {}),
    },
  ];
}

/** Groups that a window closes: their rows are final. */
function isWindowed(query: BoundQuery): boolean {
  if (query.window?.form === 'group') return true;
  const parts = new Set(
    (query.groupBy ?? []).map((g) => (g.kind === 'column' ? g.column.window : undefined)),
  );
  return query.aggregated && parts.has('start') && parts.has('end');
}

function changesOf(query: BoundQuery, from: Changes, windowed: boolean, ranks: RankFilter): Changes {
  // Only with the row before it can a filter tell a group that leaves from one that stays.
  if (query.aggregated && !windowed) return { ...grouped(from), before: query.having !== null };
  const input = windowed ? { updates: false, deletes: false, before: false } : from;
  if (query.distinct) return grouped(input);
  if (query.hasWhere && !isAppend(input) && ranks === 'none') return { ...input, before: input.updates };
  return input;
}

/** A window ordered by time only takes rows that stay as they are. */
function checkOverChanges(context: QueryContext, query: BoundQuery): void {
  const wrong = query.overs.find((use) => !isWindowFunction(use.node.name) && isTimeOrdered(use));
  if (wrong)
    context.diagnostics.error(
      'window_arguments',
      wrong.node,
      `${wrong.node.name} OVER needs rows that are only added, but those in FROM change afterwards.`,
    );
}
