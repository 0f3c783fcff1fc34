import { type Bound, walkBound } from './bound';
import type { OutputItem } from './bound-query';

/** For each output column, in order, the stored source columns that its value comes from, sorted. */
export function columnOrigins(items: readonly OutputItem[]): { column: string; sources: string[] }[] {
  return items.map((item) => ({ column: item.name, sources: item.expr ? sourcesOf(item.expr) : [] }));
}

export { sourcesOf as itemOrigins };

export function sourcesOf(root: Bound): string[] {
  const names = new Set<string>();
  walkBound(root, (node) => {
    if (node.kind !== 'column') return true;
    if (node.computed) for (const name of sourcesOf(node.computed)) names.add(name);
    else for (const name of node.column.origins ?? [node.name]) names.add(name);
    return true;
  });
  return [...names].sort();
}
