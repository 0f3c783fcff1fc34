import { Diagnostics } from '../diagnostics/collector';
import { parse } from '../parser/parse';
import { bind } from './bind';
import type { Bound } from './bound';
import type { AnalyzeOptions, TableSchema } from './schema';

/**
 * Binds the expression of a declared event time over the stored columns; null when it is wrong
 * (the configuration that declares it is checked where it is written).
 */
export function computedColumn(
  options: AnalyzeOptions,
  table: TableSchema,
  expression: string,
): Bound | null {
  const parsed = parse(`SELECT ${expression}`);
  const body = parsed.tree?.kind === 'query' ? parsed.tree.query.body : null;
  if (body?.kind !== 'select' || parsed.diagnostics.some((d) => d.severity === 'error')) return null;
  const [item] = body.items;
  if (!item || body.items.length !== 1) return null;
  const columns = table.columns.map((c) => ({
    name: c.name,
    type: c.type,
    rowtime: false,
    computed: null,
  }));
  const diagnostics = new Diagnostics(parsed.source);
  return bind(
    {
      scope: { relations: [{ qualifiers: [table.name], title: table.name, columns }], opaque: false },
      diagnostics,
      flinkVersion: options.flinkVersion ?? '2.x',
      timeZone: options.timeZone ?? 'UTC',
      aggregates: { refusedIn: 'the expression of event time' },
      windowFunction: null,
      notUnderstood: () => {},
      record: () => {},
    },
    item.expr,
  );
}
