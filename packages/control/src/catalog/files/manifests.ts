import type { JsonObject } from '../json/json-object';
import { stringAt } from '../json/json-object';
import { readAvro } from './avro';

/** An entry of a manifest list (Iceberg spec, "Manifest Lists"). */
export type ManifestRef = {
  path: string;
  content: 'data' | 'deletes';
  sequenceNumber: bigint;
  addedSnapshotId: bigint;
};

/** `data_file.content` of the spec, by its number. */
const contents = ['data', 'position-deletes', 'equality-deletes'] as const;

/** A file of a manifest; numbers that the file leaves out are inherited from the manifest (v2 spec). */
export type ManifestFile = {
  path: string;
  status: 'existing' | 'added' | 'deleted';
  content: 'data' | 'position-deletes' | 'equality-deletes';
  sequenceNumber: bigint;
  recordCount: bigint;
  /** Size in bytes. */
  bytes: bigint;
  /** The snapshot that added or deleted it. */
  snapshotId: bigint;
  format: string;
};

export async function readManifestList(
  snapshot: JsonObject,
  pathOf: (location: string) => string,
): Promise<ManifestRef[]> {
  const records = await readAvro(pathOf(stringAt(snapshot, 'manifest-list')));
  return records.map((record) => ({
    path: String(record.manifest_path),
    content: Number(record.content ?? 0) === 1 ? 'deletes' : 'data',
    sequenceNumber: toLong(record.sequence_number),
    addedSnapshotId: toLong(record.added_snapshot_id),
  }));
}

export async function readManifest(
  manifest: ManifestRef,
  pathOf: (location: string) => string,
): Promise<ManifestFile[]> {
  const records = await readAvro(pathOf(manifest.path));
  return records.map((record) => {
    const file = record.data_file as Record<string, unknown>;
    const status = Number(record.status);
    return {
      path: String(file.file_path),
      status: status === 1 ? 'added' : status === 2 ? 'deleted' : 'existing',
      content: contents[Number(file.content ?? 0)] ?? 'data',
      sequenceNumber:
        record.sequence_number == null ? manifest.sequenceNumber : toLong(record.sequence_number),
      recordCount: toLong(file.record_count),
      bytes: toLong(file.file_size_in_bytes),
      snapshotId: record.snapshot_id == null ? manifest.addedSnapshotId : toLong(record.snapshot_id),
      format: String(file.file_format).toLowerCase(),
    };
  });
}

function toLong(value: unknown): bigint {
  return typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : 0n;
}
