import { stat } from 'node:fs/promises';
import type { CurrentTable } from '../../commit/types';
import type { CatalogContext } from '../../context';
import type { MaintenanceLimits } from '../limits';
import { keepsEveryMetadataFile } from '../table-settings';
import type { GarbageNote } from './garbage-notes';
import type { References } from './references';
import { type TableFolder, tableFiles } from './table-files';

export type Unnamed = { path: string; bytes: number };

/** What a look at a table's folders found. */
export type GarbageFound = {
  /** May be deleted now. */
  due: Unnamed[];
  /** Noted, and its time has not come. */
  waiting: Unnamed[];
  /** Old enough, seen without a name for the first time. */
  fresh: Unnamed[];
  /** Noted files that something names. */
  named: string[];
  /** Noted files that are not there any more. */
  gone: string[];
};

/**
 * Compares folders with what the table names. A file is due when it was noted `expiredGraceMs` ago and an expired
 * snapshot named it, or when it is besides older than `orphanAgeMs`: younger ones may belong to a commit in flight.
 */
export async function findGarbage(
  context: CatalogContext,
  table: CurrentTable,
  references: References,
  notes: ReadonlyMap<string, GarbageNote>,
  options: { folders: readonly TableFolder[]; nowMs: number; limits: MaintenanceLimits },
): Promise<GarbageFound> {
  const found: GarbageFound = { due: [], waiting: [], fresh: [], named: [], gone: [] };
  const location = context.warehouse.checkedPath(table.row.location);
  const keepsMetadata = keepsEveryMetadataFile(table.file.metadata);
  const noted = new Set([...notes.keys()].filter((path) => isIn(path, location, options.folders)));
  for (const folder of options.folders) {
    for await (const path of tableFiles(location, folder)) {
      noted.delete(path);
      const note = notes.get(path);
      if (references.has(path)) {
        if (note !== undefined) found.named.push(path);
        continue;
      }
      if (keepsMetadata && path.includes('.metadata.json')) continue;
      await judge(found, path, note, options);
    }
  }
  found.gone.push(...noted);
  return found;
}

const isIn = (path: string, location: string, folders: readonly TableFolder[]) =>
  folders.some((folder) => path.startsWith(`${location}/${folder}/`));

async function judge(
  found: GarbageFound,
  path: string,
  note: GarbageNote | undefined,
  { nowMs, limits }: { nowMs: number; limits: MaintenanceLimits },
): Promise<void> {
  const info = await stat(path).catch(() => null);
  if (info === null) return;
  const unnamed = { path, bytes: info.size };
  const old = info.mtimeMs <= nowMs - limits.orphanAgeMs;
  if (note === undefined) {
    if (old) found.fresh.push(unnamed);
    else found.waiting.push(unnamed);
    return;
  }
  const noticed = note.notedMs <= nowMs - limits.expiredGraceMs;
  if (noticed && (note.expired || old)) found.due.push(unnamed);
  else found.waiting.push(unnamed);
}
