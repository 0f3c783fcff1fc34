import type { CatalogContext } from '../context';
import { syncSnapshotFiles } from '../files/snapshot-files';
import { longAt, objectsAt } from '../json/json-object';
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
      const files = await syncAdded(context, change);
      const version = (change.current?.row.version ?? 0n) + 1n;
      const file = await context.metadataFiles.write(change.metadata, version);
      written.push({ ...change, file });
      await context.directories.sync([...files, context.warehouse.checkedPath(file.location)]);
    }
    return written;
  } catch (error) {
    await discardFiles(context, written);
    throw error;
  }
}

async function syncAdded(context: CatalogContext, change: PreparedChange): Promise<string[]> {
  const base = change.current?.file.metadata;
  const known = new Set(
    base === undefined ? [] : objectsAt(base, 'snapshots').map((entry) => longAt(entry, 'snapshot-id')),
  );
  const strict = change.positions.length > 0;
  const synced = await Promise.all(
    change.addedSnapshots.map((snapshot) => syncSnapshotFiles(context.warehouse, snapshot, known, strict)),
  );
  return synced.flat();
}

/** Metadata that no pointer names; data files are the client's. */
export async function discardFiles(
  context: CatalogContext,
  changes: readonly WrittenChange[],
): Promise<void> {
  await Promise.all(changes.map((change) => context.metadataFiles.remove(change.file.location)));
}
