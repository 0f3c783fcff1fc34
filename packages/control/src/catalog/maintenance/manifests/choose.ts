import type { MergeSettings } from '../table-settings';
import type { ListEntry } from './list-entry';

/**
 * The groups of data manifests that should become one each: `count` manifests of about the same number of files, by
 * powers of `count`. As in a log-structured merge tree every file's entry is written once per power, so that a table with
 * n commits keeps about count × log n manifests and pays for each commit about log n entries. Iceberg's own merge on
 * append writes the newest manifest anew each time.
 */
export function chooseMerges(
  entries: readonly ListEntry[],
  { count, maxBytes }: MergeSettings,
): ListEntry[][] {
  const tiers = new Map<string, ListEntry[]>();
  for (const entry of entries) {
    if (entry.deletes || entry.bytes >= maxBytes) continue;
    const key = `${entry.specId} ${tierOf(entry.files, count)}`;
    tiers.set(key, [...(tiers.get(key) ?? []), entry]);
  }
  return [...tiers.values()]
    .filter((tier) => tier.length >= count)
    .map((tier) => fitting(tier, maxBytes))
    .filter((group) => group.length > 1);
}

function tierOf(files: number, count: number): number {
  let tier = 0;
  for (let size = count; files >= size; size *= count) tier += 1;
  return tier;
}

/** The oldest ones first, as many as make one manifest of the wanted size. */
function fitting(tier: readonly ListEntry[], maxBytes: number): ListEntry[] {
  const sorted = [...tier].sort((a, b) =>
    a.sequenceNumber === b.sequenceNumber ? 0 : a.sequenceNumber < b.sequenceNumber ? -1 : 1,
  );
  const group: ListEntry[] = [];
  let bytes = 0;
  for (const entry of sorted) {
    if (group.length > 0 && bytes + entry.bytes > maxBytes) break;
    group.push(entry);
    bytes += entry.bytes;
  }
  return group;
}
