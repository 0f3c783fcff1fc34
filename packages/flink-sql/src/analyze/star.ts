import type { SelectItem } from '../tree/query';
import type { OutputItem } from './bound-query';
import type { BindContext } from './context';
import { columnOf, type ScopeRelation } from './scope';

/** `*` and `t.*` as columns. Those that USING or NATURAL merges come first, once. */
export function expandStar(context: BindContext, item: SelectItem): OutputItem[] {
  const { expr } = item;
  if (expr.kind !== 'star') return [];
  const { scope } = context;
  const qualifier = expr.qualifier[expr.qualifier.length - 1];
  const relations = qualifier
    ? scope.relations.filter((r) => r.qualifiers.includes(qualifier.name))
    : scope.relations;
  const unknown: OutputItem = { name: '*', expr: null, span: expr };
  if (relations.length === 0) {
    if (!scope.opaque) {
      context.diagnostics.error(
        'unknown_table',
        expr,
        qualifier ? `There is no table ${qualifier.name} in FROM.` : '* needs a FROM.',
      );
    }
    return [unknown];
  }
  if (scope.opaque || relations.some((r) => r.opaque || (r.untyped?.size ?? 0) > 0)) return [unknown];
  const at = { name: '*', quoted: false, start: expr.start, end: expr.end };
  const output = (column: ScopeRelation['columns'][number], relation: ScopeRelation | null): OutputItem => ({
    name: column.name,
    expr: columnOf(column, at, at.start, relation),
    span: expr,
  });
  const merged = qualifier ? [] : (scope.merged ?? []);
  const taken = new Set(merged.map((c) => c.name));
  return [
    ...merged.map((c) => output(c, null)),
    ...relations.flatMap((r) => r.columns.filter((c) => !taken.has(c.name)).map((c) => output(c, r))),
  ];
}
