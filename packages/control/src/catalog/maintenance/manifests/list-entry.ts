import type { ListFields } from './list-fields';

export type AvroRecord = Record<string, unknown>;

/** An entry of a manifest list with the record it was read from. */
export type ListEntry = {
  record: AvroRecord;
  path: string;
  bytes: number;
  specId: number;
  deletes: boolean;
  sequenceNumber: bigint;
  snapshotId: bigint;
  /** Live files that it names. */
  files: number;
};

export function listEntry(record: AvroRecord, names: ListFields): ListEntry {
  return {
    record,
    path: String(record[names.path]),
    bytes: Number(record[names.length]),
    specId: Number(record[names.specId]),
    deletes: Number(record[names.content]) === 1,
    sequenceNumber: longOf(record[names.sequenceNumber]),
    snapshotId: longOf(record[names.snapshotId]),
    files: Number(record[names.addedFiles] ?? 0) + Number(record[names.existingFiles] ?? 0),
  };
}

export function longOf(value: unknown): bigint {
  return typeof value === 'bigint' ? value : BigInt(Number(value ?? 0));
}
