import { randomBytes, randomUUID } from 'node:crypto';
import {
  isJsonObject,
  type JsonObject,
  jsonLong,
  longAt,
  objectsAt,
  optionalLongAt,
  stringAt,
} from '../../json/json-object';
import { largest } from '../../json/largest';
import { mainSnapshotId, snapshotById } from '../../metadata/ancestry';
import { mainBranch } from '../../metadata/updates/snapshot-refs';
import { type Container, readContainer, writeContainer } from './container';
import { type AvroRecord, listEntry } from './list-entry';
import { type ListFields, listFields } from './list-fields';
import type { MergedManifest } from './merge';

/** The manifest list that `main` points to; null for an empty table or a list that the spec's version 1 wrote. */
export async function mainList(
  metadata: JsonObject,
  pathOf: (location: string) => string,
): Promise<{ snapshot: JsonObject; list: Container; names: ListFields } | null> {
  const id = mainSnapshotId(metadata);
  const snapshot = id === null ? undefined : snapshotById(metadata, id);
  if (snapshot === undefined || typeof snapshot['manifest-list'] !== 'string') return null;
  const list = await readContainer(pathOf(snapshot['manifest-list']));
  const names = listFields(list.schema);
  return names === null ? null : { snapshot, list, names };
}

/**
 * The updates that put merged manifests in the place of their sources: a snapshot of operation `replace` after main's
 * current one, with the same rows. Merges whose sources main no longer has are left out; null when none remains.
 */
export async function replaceUpdates(
  metadata: JsonObject,
  merges: readonly MergedManifest[],
  pathOf: (location: string) => string,
  nowMs: bigint,
): Promise<JsonObject[] | null> {
  const main = merges.length === 0 ? null : await mainList(metadata, pathOf);
  if (main === null) return null;
  const { snapshot: parent, list, names } = main;
  const entries = list.records.map((record) => listEntry(record, names));
  const present = new Set(entries.map((entry) => entry.path));
  const usable = merges.filter((merge) => merge.sources.every((source) => present.has(source.path)));
  if (usable.length === 0) return null;
  const id = newSnapshotId();
  const sequence = longAt(metadata, 'last-sequence-number') + 1n;
  const replaced = new Set(usable.flatMap((merge) => merge.sources.map((source) => source.path)));
  const kept = entries.filter((entry) => !replaced.has(entry.path)).map((entry) => entry.record);
  const records = [...kept, ...usable.map((merge) => recordOf(merge, names, id, sequence))];
  const location = `${stringAt(metadata, 'location')}/metadata/snap-${id}-${randomUUID()}.avro`;
  const parentId = longAt(parent, 'snapshot-id');
  const header = withIds(list.header, { id, parentId, sequence });
  await writeContainer(pathOf(location), { type: list.type, header }, records);
  const snapshot: JsonObject = {
    'snapshot-id': jsonLong(id),
    'parent-snapshot-id': jsonLong(parentId),
    'sequence-number': jsonLong(sequence),
    'timestamp-ms': jsonLong(largest(nowMs, longAt(metadata, 'last-updated-ms'))),
    'manifest-list': location,
    summary: summaryOf(metadata, parent, {
      created: usable.length,
      replaced: replaced.size,
      kept: kept.length,
    }),
  };
  if (parent['schema-id'] !== undefined) snapshot['schema-id'] = parent['schema-id'];
  return [
    { action: 'add-snapshot', snapshot },
    { action: 'set-snapshot-ref', 'ref-name': mainBranch, type: 'branch', 'snapshot-id': jsonLong(id) },
  ];
}

/** Positive and random, as Iceberg's own writers make them. */
function newSnapshotId(): bigint {
  return (randomBytes(8).readBigUInt64BE() & (2n ** 63n - 1n)) | 1n;
}

/** The first source's record is the pattern, so that fields of its writer that are not named here stay valid. */
function recordOf(merge: MergedManifest, names: ListFields, id: bigint, sequence: bigint): AvroRecord {
  const record: AvroRecord = { ...merge.sources[0]?.record };
  record[names.path] = merge.path;
  record[names.length] = merge.bytes;
  record[names.sequenceNumber] = sequence;
  record[names.minSequenceNumber] = merge.minSequenceNumber;
  record[names.snapshotId] = id;
  record[names.addedFiles] = 0;
  record[names.existingFiles] = merge.files;
  record[names.deletedFiles] = 0;
  record[names.addedRows] = 0n;
  record[names.existingRows] = merge.rows;
  record[names.deletedRows] = 0n;
  // Bounds per partition field are optional; without them a reader looks into the manifest.
  if (names.partitions !== null) record[names.partitions] = null;
  return record;
}

function withIds(
  header: Record<string, Buffer>,
  ids: { id: bigint; parentId: bigint; sequence: bigint },
): Record<string, Buffer> {
  return {
    ...header,
    'snapshot-id': Buffer.from(String(ids.id)),
    'parent-snapshot-id': Buffer.from(String(ids.parentId)),
    'sequence-number': Buffer.from(String(ids.sequence)),
  };
}

/** Totals stay what they were; Flink's own keys are carried on, because its sink looks for its last checkpoint there. */
function summaryOf(
  metadata: JsonObject,
  parent: JsonObject,
  counts: { created: number; replaced: number; kept: number },
): JsonObject {
  const before = isJsonObject(parent.summary) ? parent.summary : {};
  const totals = Object.entries(before).filter(([key]) => key.startsWith('total-'));
  return {
    operation: 'replace',
    'manifests-created': String(counts.created),
    'manifests-replaced': String(counts.replaced),
    'manifests-kept': String(counts.kept),
    ...Object.fromEntries(totals),
    ...flinkKeys(metadata, parent),
  };
}

function flinkKeys(metadata: JsonObject, from: JsonObject): JsonObject {
  const snapshots = new Map(
    objectsAt(metadata, 'snapshots').map((entry) => [longAt(entry, 'snapshot-id'), entry]),
  );
  for (let snapshot: JsonObject | undefined = from; snapshot !== undefined; ) {
    snapshots.delete(longAt(snapshot, 'snapshot-id'));
    const summary = isJsonObject(snapshot.summary) ? snapshot.summary : {};
    const keys = Object.entries(summary).filter(([key]) => key.startsWith('flink.'));
    if (keys.length > 0) return Object.fromEntries(keys);
    const parent = optionalLongAt(snapshot, 'parent-snapshot-id');
    snapshot = parent === null ? undefined : snapshots.get(parent);
  }
  return {};
}
