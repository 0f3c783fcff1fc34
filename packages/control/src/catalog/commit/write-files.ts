import type { CatalogContext } from '../context';
import { snapshotFiles, syncFiles } from '../files/snapshot-files';
import { type JsonObject, longAt, objectsAt, optionalLongAt } from '../json/json-object';
import { mainSnapshotId, snapshotById } from '../metadata/ancestry';
import type { PreparedChange, WrittenChange } from './types';

/**
 * Puts everything on disk that the pointer will name, directories included, before any lock is taken. When one change
 * fails, the metadata of the others is removed again.
 */
export async function writeFiles(
  context: CatalogContext,
  changes: readonly PreparedChange[],
): Promise<WrittenChange[]> {
  const written: WrittenChange[] = [];
  try {
    for (const change of changes) {
      const files = await addedFiles(context, change);
      const version = (change.current?.row.version ?? 0n) + 1n;
      const file = await context.metadataFiles.write(change.metadata, version);
      written.push({ ...change, file, files });
      const all = [...files, context.warehouse.checkedPath(file.location)];
      await Promise.all([syncFiles(all), context.directories.sync(all)]);
    }
    return written;
  } catch (error) {
    await discardFiles(context, written);
    throw error;
  }
}

/** The snapshot whose manifests are on disk: the parent, or main's when the parent comes with the same commit. */
function onDisk(base: JsonObject, snapshot: JsonObject): JsonObject | undefined {
  const parent = optionalLongAt(snapshot, 'parent-snapshot-id');
  const main = mainSnapshotId(base);
  const found = parent === null ? undefined : snapshotById(base, parent);
  return found ?? (main === null ? undefined : snapshotById(base, main));
}

async function addedFiles(context: CatalogContext, change: PreparedChange): Promise<string[]> {
  const base = change.current?.file.metadata;
  const known = new Set(
    base === undefined ? [] : objectsAt(base, 'snapshots').map((entry) => longAt(entry, 'snapshot-id')),
  );
  const strict = change.positions.length > 0;
  const files = await Promise.all(
    change.addedSnapshots.map(async (snapshot) => {
      const before = base === undefined ? undefined : onDisk(base, snapshot);
      return snapshotFiles(context.warehouse, snapshot, known, strict, before);
    }),
  );
  return files.flat();
}

/** Metadata that no pointer names; data files are the client's. */
export async function discardFiles(
  context: CatalogContext,
  changes: readonly WrittenChange[],
): Promise<void> {
  await Promise.all(changes.map((change) => context.metadataFiles.remove(change.file.location)));
}
