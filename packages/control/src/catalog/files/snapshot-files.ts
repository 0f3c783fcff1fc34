import { badRequest } from '../errors';
import { type JsonObject, longAt, stringAt } from '../json/json-object';
import { syncFile } from './durable';
import { type ManifestRef, readManifest, readManifestList } from './manifests';
import type { Warehouse } from './warehouse';

/**
 * Makes everything that a new snapshot names durable: manifest list, the manifests it adds and the data and delete
 * files these add. Returns the paths, so that their directories can be synced.
 *
 * A missing file refuses the commit. Files outside the warehouse are refused when `strict`; otherwise a data file
 * there is the client's own affair (Iceberg allows it), and only metadata has to be ours.
 */
export async function syncSnapshotFiles(
  warehouse: Warehouse,
  snapshot: JsonObject,
  knownSnapshots: ReadonlySet<bigint>,
  strict: boolean,
): Promise<string[]> {
  const pathOf = (location: string) => warehouse.checkedPath(location);
  const list = pathOf(stringAt(snapshot, 'manifest-list'));
  await syncInside(warehouse, list);
  const manifests = (await readable(list, () => readManifestList(snapshot, pathOf))).filter((manifest) =>
    isNew(manifest, snapshot, knownSnapshots),
  );
  const synced = await Promise.all(manifests.map((manifest) => syncManifest(warehouse, manifest, strict)));
  return [list, ...synced.flat()];
}

/** Manifests of earlier snapshots were synced when those were committed. */
function isNew(manifest: ManifestRef, snapshot: JsonObject, known: ReadonlySet<bigint>): boolean {
  return manifest.addedSnapshotId === longAt(snapshot, 'snapshot-id') || !known.has(manifest.addedSnapshotId);
}

async function syncManifest(warehouse: Warehouse, manifest: ManifestRef, strict: boolean): Promise<string[]> {
  const path = warehouse.checkedPath(manifest.path);
  await syncInside(warehouse, path);
  const files = await readable(path, () =>
    readManifest(manifest, (location) => warehouse.checkedPath(location)),
  );
  const added = files
    .filter((file) => file.status === 'added')
    .map((file) => (strict ? warehouse.checkedPath(file.path) : warehouse.pathOf(file.path)))
    .filter((file) => file !== null);
  await inGroups(added, 16, (file) => syncInside(warehouse, file));
  return [path, ...added];
}

async function syncInside(warehouse: Warehouse, path: string): Promise<void> {
  try {
    if (await warehouse.holds(path)) return await syncFile(path);
  } catch (error) {
    throw badRequest(`Cannot commit: the file ${path} of the new snapshot cannot be read`, error);
  }
  throw badRequest(`The location ${path} is outside the warehouse ${warehouse.root}`);
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw badRequest(`Cannot commit: ${path} is not a readable Avro file`, error);
  }
}

async function inGroups<T>(
  items: readonly T[],
  size: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    await Promise.all(items.slice(start, start + size).map(act));
  }
}
