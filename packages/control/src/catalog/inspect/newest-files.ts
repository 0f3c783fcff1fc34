import type { CatalogContext } from '../context';
import { type ManifestFile, type ManifestRef, readManifest, readManifestList } from '../files/manifests';
import type { TableIdent } from '../identifiers';
import { isJsonObject, type JsonObject } from '../json/json-object';
import { mainSnapshotId, snapshotById } from '../metadata/ancestry';
import { findCurrent } from '../tables/current-table';
import { type Column, currentColumns } from './type-names';

/** A data file to read the last rows of. */
export type NewestFile = { path: string; recordCount: string; sequenceNumber: string };

export type NewestFiles = {
  columns: Column[];
  snapshotId: string | null;
  totalRecords: string | null;
  /** Newest first; together they hold at least as many rows as asked, when the table has them. */
  files: NewestFile[];
  /** Position deletes that may hit these files. */
  positionDeletes: string[];
};

/** A table with a commit a second has as many manifests as commits: what is looked at stays bounded. */
const manifestLimit = 600;

/** Finds the newest data files without scanning the table; null when there is no such table. */
export async function newestFiles(
  context: CatalogContext,
  ident: TableIdent,
  rows: number,
): Promise<NewestFiles | null> {
  const current = await findCurrent(context, ident);
  if (current === null) return null;
  const { metadata } = current.file;
  const columns = currentColumns(metadata);
  const id = mainSnapshotId(metadata);
  const snapshot = id === null ? undefined : snapshotById(metadata, id);
  if (snapshot === undefined)
    return { columns, snapshotId: null, totalRecords: '0', files: [], positionDeletes: [] };
  const pathOf = (location: string) => context.warehouse.checkedPath(location);
  const manifests = await readManifestList(snapshot, pathOf);
  const data = await newest(manifests, rows, (manifest) => readManifest(manifest, pathOf));
  const deletes = await positionDeletes(manifests, data, (manifest) => readManifest(manifest, pathOf));
  return {
    columns,
    snapshotId: String(id),
    totalRecords: liveRecords(snapshot),
    files: data.map((file) => ({
      path: pathOf(file.path),
      recordCount: file.recordCount.toString(),
      sequenceNumber: file.sequenceNumber.toString(),
    })),
    positionDeletes: deletes.map((file) => pathOf(file.path)),
  };
}

type Read = (manifest: ManifestRef) => Promise<ManifestFile[]>;

/** Manifests by falling sequence number; no file of a later one is newer than that manifest's own number. */
async function newest(manifests: readonly ManifestRef[], rows: number, read: Read): Promise<ManifestFile[]> {
  const sorted = manifests
    .filter((manifest) => manifest.content === 'data')
    .sort(byFallingSequence)
    .slice(0, manifestLimit);
  const found: ManifestFile[] = [];
  for (const [index, manifest] of sorted.entries()) {
    const live = (await read(manifest)).filter(
      (file) => file.status !== 'deleted' && file.format === 'parquet',
    );
    found.push(...live);
    const next = sorted[index + 1]?.sequenceNumber ?? -1n;
    if (rowsOf(found.filter((file) => file.sequenceNumber >= next)) >= rows) break;
  }
  const chosen: ManifestFile[] = [];
  for (const file of found.sort(byFallingSequence)) {
    if (rowsOf(chosen) >= rows) break;
    chosen.push(file);
  }
  return chosen;
}

/** A position delete applies to files of its own or an earlier sequence number. */
async function positionDeletes(
  manifests: readonly ManifestRef[],
  data: readonly ManifestFile[],
  read: Read,
): Promise<ManifestFile[]> {
  const oldest = data.at(-1)?.sequenceNumber;
  if (oldest === undefined) return [];
  const candidates = manifests.filter(
    (manifest) => manifest.content === 'deletes' && manifest.sequenceNumber >= oldest,
  );
  const files = (await Promise.all(candidates.slice(0, manifestLimit).map(read))).flat();
  return files.filter(
    (file) => file.status !== 'deleted' && file.content === 'position-deletes' && file.format === 'parquet',
  );
}

const rowsOf = (files: readonly ManifestFile[]) => files.reduce((sum, file) => sum + file.recordCount, 0n);

function byFallingSequence(a: { sequenceNumber: bigint }, b: { sequenceNumber: bigint }): number {
  return a.sequenceNumber === b.sequenceNumber ? 0 : a.sequenceNumber > b.sequenceNumber ? -1 : 1;
}

/** `total-records` counts rows that position deletes have removed since. */
function liveRecords(snapshot: JsonObject): string | null {
  const total = summaryOf(snapshot, 'total-records');
  const deleted = summaryOf(snapshot, 'total-position-deletes') ?? '0';
  if (total === null || !/^\d+$/.test(total) || !/^\d+$/.test(deleted)) return null;
  return (BigInt(total) - BigInt(deleted)).toString();
}

/** Every value of a snapshot's summary is a string. */
export function summaryOf(snapshot: JsonObject, key: string): string | null {
  const value = isJsonObject(snapshot.summary) ? snapshot.summary[key] : undefined;
  return typeof value === 'string' ? value : null;
}
