import type { CallExpr, Expr } from '../../tree/expression';

/** One way of grouping: the expressions that are keys in it. */
type GroupingSet = readonly Expr[];

/** More sets than this are not spelled out. CUBE of n keys has 2ⁿ. */
const MAX_SETS = 4096;

/** GROUP BY items that name several ways of grouping at once. */
export function isGroupingSets(item: Expr): item is CallExpr {
  return item.kind === 'call' && ['GROUPING SETS', 'CUBE', 'ROLLUP'].includes(item.name);
}

/** All keys that the items name, each once as written. */
export function keysOf(items: readonly Expr[]): Expr[] {
  return items.flatMap((item) => {
    if (isGroupingSets(item)) return keysOf(item.args);
    return item.kind === 'row' ? keysOf(item.items) : [item];
  });
}

/** The sets that the items make together (their product); null when there are too many. */
export function setsOf(items: readonly Expr[]): readonly GroupingSet[] | null {
  let sets: GroupingSet[] = [[]];
  for (const item of items) {
    const own = setsOfItem(item);
    if (!own || sets.length * own.length > MAX_SETS) return null;
    sets = sets.flatMap((before) => own.map((set) => [...before, ...set]));
  }
  return sets;
}

function setsOfItem(item: Expr): GroupingSet[] | null {
  if (!isGroupingSets(item)) return [item.kind === 'row' ? item.items : [item]];
  const parts = item.args.map((a) => (a.kind === 'row' ? a.items : [a]));
  if (item.name === 'ROLLUP')
    return Array.from({ length: parts.length + 1 }, (_, n) => parts.slice(0, n).flat());
  if (item.name === 'CUBE') {
    if (parts.length > 12) return null;
    return Array.from({ length: 2 ** parts.length }, (_, bits) =>
      parts.filter((_p, i) => ((bits >> i) & 1) === 1).flat(),
    );
  }
  const nested = item.args.map((a) =>
    isGroupingSets(a) ? setsOfItem(a) : [a.kind === 'row' ? a.items : [a]],
  );
  return nested.every((n) => n !== null) ? nested.flatMap((n) => n ?? []) : null;
}
