import type { YamlNode, YamlPair } from './tree';

/**
 * Merge keys (`<<: *base`) as PyYAML reads them, which existing projects were written for: keys of the map itself
 * win, among several sources the earlier wins, merged keys come first. `budget` bounds the work over the whole
 * document: a list of a thousand aliases to a thousand keys each is a million look-ups in two lines.
 */
export function mergeInto(
  own: YamlPair[],
  sources: readonly YamlNode[],
  budget: { pairs: number },
  bad: (node: YamlNode) => void,
): YamlPair[] {
  if (sources.length === 0) return own;
  const taken = new Set(own.map((pair) => pair.key.text));
  const merged: YamlPair[] = [];
  const take = (node: YamlNode): void => {
    if (node.kind !== 'map') {
      bad(node);
      return;
    }
    budget.pairs -= node.pairs.length;
    if (budget.pairs < 0) return;
    for (const pair of node.pairs) {
      if (taken.has(pair.key.text)) continue;
      taken.add(pair.key.text);
      merged.push({ ...pair, merged: true });
    }
  };
  for (const source of sources) {
    if (source.kind === 'seq') for (const item of source.items) take(item.value);
    else take(source);
  }
  return [...merged, ...own];
}
