import { lstat } from 'node:fs/promises';
import { badRequest } from '../errors';
import { type JsonObject, longAt, stringAt } from '../json/json-object';
import { syncFile } from './durable';
import { type ManifestRef, readManifest, readManifestList } from './manifests';
import type { Warehouse } from './warehouse';

/**
 * Everything that a new snapshot names and that has to be durable before the pointer moves: manifest list, the manifests
 * it adds and the data and delete files these add. They exist, which is all that is checked; `syncFiles` does the rest.
 *
 * A missing file refuses the commit. Files outside the warehouse are refused when `strict`; otherwise a data file
 * there is the client's own affair (Iceberg allows it), and only metadata has to be ours.
 */
export async function snapshotFiles(
  warehouse: Warehouse,
  snapshot: JsonObject,
  knownSnapshots: ReadonlySet<bigint>,
  strict: boolean,
  parent?: JsonObject,
): Promise<string[]> {
  const pathOf = (location: string) => warehouse.checkedPath(location);
  const list = pathOf(stringAt(snapshot, 'manifest-list'));
  await requireInside(warehouse, list);
  const added = (await readable(list, () => readManifestList(snapshot, pathOf))).filter((manifest) =>
    isNew(manifest, snapshot, knownSnapshots),
  );
  const manifests = await withoutParents(added, snapshot, parent, pathOf);
  const files = await Promise.all(manifests.map((manifest) => manifestFiles(warehouse, manifest, strict)));
  return [list, ...files.flat()];
}

/**
 * Manifests outlive the snapshots that added them: when those have expired, the parent's list tells that a manifest is
 * an old one. Without it every commit would read and sync the whole table again.
 */
async function withoutParents(
  manifests: ManifestRef[],
  snapshot: JsonObject,
  parent: JsonObject | undefined,
  pathOf: (location: string) => string,
): Promise<ManifestRef[]> {
  const id = longAt(snapshot, 'snapshot-id');
  if (parent === undefined || manifests.every((manifest) => manifest.addedSnapshotId === id))
    return manifests;
  const before = new Set((await readManifestList(parent, pathOf)).map((manifest) => manifest.path));
  return manifests.filter((manifest) => !before.has(manifest.path));
}

/** Manifests of earlier snapshots were synced when those were committed. */
function isNew(manifest: ManifestRef, snapshot: JsonObject, known: ReadonlySet<bigint>): boolean {
  return manifest.addedSnapshotId === longAt(snapshot, 'snapshot-id') || !known.has(manifest.addedSnapshotId);
}

async function manifestFiles(
  warehouse: Warehouse,
  manifest: ManifestRef,
  strict: boolean,
): Promise<string[]> {
  const path = warehouse.checkedPath(manifest.path);
  await requireInside(warehouse, path);
  const files = await readable(path, () =>
    readManifest(manifest, (location) => warehouse.checkedPath(location)),
  );
  const added = files
    .filter((file) => file.status === 'added')
    .map((file) => (strict ? warehouse.checkedPath(file.path) : warehouse.pathOf(file.path)))
    .filter((file) => file !== null);
  await inGroups(added, 16, (file) => requireInside(warehouse, file));
  return [path, ...added];
}

/** A file, not a link, a folder or a pipe that reading would wait on for ever. */
async function requireInside(warehouse: Warehouse, path: string): Promise<void> {
  const inside = await reached(path, async () => {
    const [held, entry] = await Promise.all([warehouse.holds(path), lstat(path)]);
    if (!entry.isFile()) throw new Error(`${path} is not a file`);
    return held;
  });
  if (!inside) throw badRequest(`The location ${path} is outside the warehouse ${warehouse.root}`);
}

/** fsync of many files at once: their bytes go into the same few writes of the file system's journal. */
export async function syncFiles(paths: readonly string[]): Promise<void> {
  await inGroups(paths, 16, (path) => reached(path, () => syncFile(path)));
}

async function reached<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw badRequest(`Cannot commit: the file ${path} of the new snapshot cannot be read`, error);
  }
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
