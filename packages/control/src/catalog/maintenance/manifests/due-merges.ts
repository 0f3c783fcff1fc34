import { type JsonObject, longAt } from '../../json/json-object';
import type { MaintenanceLimits } from '../limits';
import { mergeSettings } from '../table-settings';
import { chooseMerges } from './choose';
import { type ListEntry, listEntry } from './list-entry';
import { mainList } from './replace-snapshot';

/**
 * The groups of main's manifests that upkeep merges. Only of format version 2: version 3's manifests assign row ids,
 * which a rewrite would have to carry on.
 */
export async function dueMerges(
  metadata: JsonObject,
  pathOf: (location: string) => string,
  limits: MaintenanceLimits,
): Promise<ListEntry[][]> {
  const settings = mergeSettings(metadata, limits);
  if (settings === null || longAt(metadata, 'format-version') !== 2n) return [];
  const main = await mainList(metadata, pathOf);
  if (main === null) return [];
  const entries = main.list.records.map((record) => listEntry(record, main.names));
  return chooseMerges(entries, settings);
}
