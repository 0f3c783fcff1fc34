import type { Conflict } from './draft-machine';

/**
 * Two pages' changes to one file in one text: entries of topics.yaml and transformations.yaml one by one, as a publish
 * merges them; null where both changed the same. The YAML reader is only fetched when it is needed.
 */
export async function mergeFile(sides: Conflict): Promise<string | null> {
  const { threeWayMerge } = await import('@penstock/config-schema');
  const file = (text: string | null) => (text === null ? {} : { [sides.path]: text });
  const result = threeWayMerge(file(sides.over), file(sides.mine), file(sides.theirs));
  return result.conflicts.length > 0 ? null : (result.files[sides.path] ?? null);
}
