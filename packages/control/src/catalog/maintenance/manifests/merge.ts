import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { type Container, readContainer, writeContainer } from './container';
import { type AvroRecord, type ListEntry, longOf } from './list-entry';

/** A manifest that names the live files of `sources`, and what a manifest list says of it. */
export type MergedManifest = {
  path: string;
  sources: ListEntry[];
  bytes: bigint;
  minSequenceNumber: bigint;
  files: number;
  rows: bigint;
};

type Loaded = { source: ListEntry; container: Container };

/**
 * Writes the manifests of a group as one, or as one per Avro schema when several writers made them; what cannot be
 * merged faithfully stays. `newPath` makes locations in the table's metadata folder.
 */
export async function mergeManifests(
  group: readonly ListEntry[],
  pathOf: (location: string) => string,
  newPath: (name: string) => string,
): Promise<MergedManifest[]> {
  const alike = new Map<string, Loaded[]>();
  for (const source of group) {
    const container = await readContainer(pathOf(source.path));
    const key = `${container.schema}\n${container.header['partition-spec']?.toString('utf8') ?? ''}`;
    alike.set(key, [...(alike.get(key) ?? []), { source, container }]);
  }
  const merged: MergedManifest[] = [];
  for (const loaded of alike.values()) {
    const manifest = loaded.length < 2 ? null : await mergeAlike(loaded, pathOf, newPath);
    if (manifest !== null) merged.push(manifest);
  }
  return merged;
}

async function mergeAlike(
  loaded: readonly Loaded[],
  pathOf: (location: string) => string,
  newPath: (name: string) => string,
): Promise<MergedManifest | null> {
  const records: AvroRecord[] = [];
  for (const { source, container } of loaded) {
    for (const record of container.records) {
      const status = Number(record.status);
      if (status === 2) continue;
      const existing = asExisting(record, status, source);
      if (existing === null) return null;
      records.push(existing);
    }
  }
  const newest = loaded.at(-1)?.container;
  if (newest === undefined || records.length === 0) return null;
  const path = newPath(`${randomUUID()}-merged.avro`);
  await writeContainer(pathOf(path), newest, records);
  return {
    path,
    sources: loaded.map(({ source }) => source),
    bytes: BigInt((await stat(pathOf(path))).size),
    minSequenceNumber: smallest(records.map((record) => longOf(record.sequence_number))),
    files: records.length,
    rows: records.reduce((sum, record) => sum + rowsOf(record), 0n),
  };
}

/**
 * The entry as a later snapshot carries it on: what an added file inherits from its manifest is written out (Iceberg
 * spec, "Sequence Number Inheritance"). Null when the numbers cannot be known.
 */
function asExisting(record: AvroRecord, status: number, source: ListEntry): AvroRecord | null {
  if (!('sequence_number' in record) || !('file_sequence_number' in record)) return null;
  const inherited = status === 1 ? source.sequenceNumber : null;
  const sequence = record.sequence_number ?? inherited;
  if (sequence === null) return null;
  return {
    ...record,
    status: 0,
    snapshot_id: record.snapshot_id ?? source.snapshotId,
    sequence_number: sequence,
    file_sequence_number: record.file_sequence_number ?? inherited,
  };
}

function rowsOf(record: AvroRecord): bigint {
  const file = record.data_file;
  return typeof file === 'object' && file !== null && 'record_count' in file ? longOf(file.record_count) : 0n;
}

function smallest(values: readonly bigint[]): bigint {
  let result = values[0] ?? 0n;
  for (const value of values) if (value < result) result = value;
  return result;
}
