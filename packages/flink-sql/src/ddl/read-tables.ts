import type { Diagnostic } from '../diagnostics/diagnostic';
import { type ParseOptions, parse } from '../parser/parse';
import type { Statement } from '../tree/statement';
import { defineTable, defineView } from './define-table';
import { withBase } from './like';
import type { Definitions, TableDefinition, ViewDefinition } from './table-definition';

export interface ReadTables extends Definitions {
  /** What could not be read; positions refer to the text at `statement` in the list given. */
  readonly problems: readonly { readonly statement: number; readonly diagnostic: Diagnostic }[];
}

/**
 * The tables and views that the texts define, by name; LIKE is applied. Other statements are skipped, a definition
 * with errors is left out. Never throws.
 */
export function readTables(ddl: readonly string[], options: ParseOptions = {}): ReadTables {
  const tables = new Map<string, TableDefinition>();
  const views = new Map<string, ViewDefinition>();
  const problems: { statement: number; diagnostic: Diagnostic }[] = [];
  ddl.forEach((text, statement) => {
    const { statements, diagnostics, source } = parse(text, options);
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
    problems.push(...errors.map((diagnostic) => ({ statement, diagnostic })));
    if (errors.length > 0) return;
    for (const tree of statements) {
      if (tree.kind === 'create-view') {
        const view = defineView(tree, source);
        views.set(view.name, view);
      } else if (tree.kind === 'create-table') {
        const own = defineTable(tree, source);
        if (own) tables.set(own.name, tree.like ? likeOther(own, tree, tables) : own);
      }
    }
  });
  return { tables, views, problems };
}

function likeOther(
  own: TableDefinition,
  tree: Statement & { kind: 'create-table' },
  tables: ReadonlyMap<string, TableDefinition>,
): TableDefinition {
  const parts = tree.like?.table.parts ?? [];
  const base = tables.get(parts[parts.length - 1]?.name ?? '');
  return base && tree.like ? withBase(own, base, tree.like) : own;
}
