import type { Changes } from '../changelog/changes';
import type { ScopeColumn, ScopeRelation } from '../scope';

/** The rows that a query gives, as another query sees them. */
export interface Rowset {
  readonly columns: readonly ScopeColumn[];
  /** Names of columns whose type is not known; they are not in `columns`. */
  readonly untyped: ReadonlySet<string>;
  /** Which columns there are is not known. */
  readonly opaque: boolean;
  readonly changes: Changes;
}

/** The rowset under an alias, with the alias's column names where it gives them. */
export function relationOfRowset(
  rowset: Rowset,
  alias: string | null,
  names: readonly string[],
): ScopeRelation {
  const columns = rowset.columns.map((c, i) => ({ ...c, name: names[i] ?? c.name }));
  const { untyped, opaque } = rowset;
  return {
    qualifiers: alias === null ? [] : [alias],
    title: alias ?? 'the query in FROM',
    columns,
    untyped,
    opaque,
  };
}
