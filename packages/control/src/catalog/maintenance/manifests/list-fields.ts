import { parseLossless } from '@penstock/common';
import { isJsonObject, objectsAt, optionalLongAt } from '../../json/json-object';

/** Field ids of a manifest list's entries (Iceberg spec, "Manifest Lists"): writers name some of them differently. */
const ids = {
  path: 500n,
  length: 501n,
  specId: 502n,
  content: 517n,
  sequenceNumber: 515n,
  minSequenceNumber: 516n,
  snapshotId: 503n,
  addedFiles: 504n,
  existingFiles: 505n,
  deletedFiles: 506n,
  addedRows: 512n,
  existingRows: 513n,
  deletedRows: 514n,
} as const;

const optional = { partitions: 507n } as const;

export type ListFields = Record<keyof typeof ids, string> & { partitions: string | null };

/** The names under which a list's records hold what the spec numbers; null when one is missing (format version 1). */
export function listFields(schema: string): ListFields | null {
  const document = parseLossless(schema);
  const fields = isJsonObject(document) ? objectsAt(document, 'fields') : [];
  const names = new Map<bigint, string>();
  for (const field of fields) {
    const id = optionalLongAt(field, 'field-id');
    if (id !== null && typeof field.name === 'string') names.set(id, field.name);
  }
  const found: Record<string, string> = {};
  for (const [key, id] of Object.entries(ids)) {
    const name = names.get(id);
    if (name === undefined) return null;
    found[key] = name;
  }
  return {
    ...(found as Record<keyof typeof ids, string>),
    partitions: names.get(optional.partitions) ?? null,
  };
}
