import type { Bound } from '../bound';
import { walkBound } from '../bound';
import type { BindContext } from '../context';
import type { QueryContext } from '../query/query-context';
import type { Ranking, ScopeColumn } from '../scope';
import { isTimeOrdered } from './check-overs';
import type { OverUse } from './over';

/** Set for a column that ranks its rows: what a Top-N or a deduplication around it filters on. */
export function rankingOf(expr: Bound, overs: readonly OverUse[]): Ranking | null {
  if (expr.kind === 'column') return expr.column.ranking ?? null;
  const use = overs.find(({ node }) => node.start === expr.span.start && node.end === expr.span.end);
  if (!use || !['ROW_NUMBER', 'RANK', 'DENSE_RANK'].includes(use.node.name)) return null;
  const parts = new Set(use.partition.map((p) => (p.kind === 'column' ? p.column.window : undefined)));
  const windowed = parts.has('start') && parts.has('end');
  const processing = use.partition.some((p) => p.kind === 'column' && p.column.window && p.column.processing);
  return { name: use.node.name, timeOrdered: isTimeOrdered(use), windowed, processing };
}

export type RankFilter = 'none' | 'top' | 'window';

/** What WHERE does to the ranks below it; reports what no streaming plan can do. */
export function checkRanks(
  context: Pick<BindContext, 'diagnostics'>,
  where: Bound | null,
  columns: readonly ScopeColumn[],
): RankFilter {
  if (!where || !columns.some((c) => c.ranking)) return 'none';
  let result: RankFilter = 'none';
  for (const { ranking, use } of filteredRanks(where)) {
    if (!isBounded(where, use.name)) {
      context.diagnostics.error(
        'window_arguments',
        use.span,
        `A Top-N needs its end: write ${use.name} <= 10.`,
      );
      continue;
    }
    if (ranking.name !== 'ROW_NUMBER')
      context.diagnostics.error(
        'window_arguments',
        use.span,
        `${ranking.name} cannot be a Top-N over a stream: use ROW_NUMBER.`,
      );
    if (ranking.windowed && ranking.processing)
      context.diagnostics.error(
        'window_arguments',
        use.span,
        'A Top-N of windows in processing time is not supported: use event time.',
      );
    result = ranking.windowed ? 'window' : 'top';
  }
  return result;
}

function filteredRanks(where: Bound): { ranking: Ranking; use: Bound & { kind: 'column' } }[] {
  const found = new Map<string, { ranking: Ranking; use: Bound & { kind: 'column' } }>();
  walkBound(where, (node) => {
    if (node.kind === 'column' && node.column.ranking)
      found.set(node.name, { ranking: node.column.ranking, use: node });
    return true;
  });
  return [...found.values()];
}

/** `rank <= n`, `rank = n` and the like among the conditions that AND joins. */
function isBounded(where: Bound, rank: string): boolean {
  let bounded = false;
  walkBound(where, (node) => {
    if (node.kind !== 'call') return node.kind === 'let';
    if (node.fn === 'AND') return true;
    const [left, right] = node.args;
    const isRank = (side: Bound | undefined): boolean => side?.kind === 'column' && side.name === rank;
    if (['<', '<=', '=', 'IN'].includes(node.fn) && isRank(left)) bounded = true;
    if (['>', '>=', '='].includes(node.fn) && isRank(right)) bounded = true;
    return false;
  });
  return bounded;
}

/** A rank that no Top-N takes up is a plain window function: it needs the order of time. */
export function checkPlainRanks(
  context: QueryContext,
  columns: readonly ScopeColumn[],
  at: { start: number; end: number },
): void {
  // Flink 2 ranks by any column.
  if ((context.options.flinkVersion ?? '2.x') === '2.x') return;
  const wrong = columns.find((c) => c.ranking && !c.ranking.timeOrdered && !c.ranking.windowed);
  if (wrong)
    context.diagnostics.error(
      'window_not_time_attribute',
      at,
      `${wrong.name} ranks by something else than time: a stream can only do that as a Top-N, with WHERE ${wrong.name} <= n in the query around.`,
    );
}
