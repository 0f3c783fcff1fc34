import { type LosslessJson, LosslessNumber, parseLossless } from '@penstock/common';
import type { JsonObject } from '../json/json-object';
import { MetadataDraft } from '../metadata/draft';
import { applyUpdates } from '../metadata/updates/apply';

/** JSON text as the lossless document that handlers see. */
export const doc = (text: string) => parseLossless(text) as JsonObject;

/** A table with schema 0 (a long), two snapshots (1 ← 2 = main), spec 0, sort order 0. */
export const tableMetadata = () =>
  doc(`{"format-version":2,"table-uuid":"11111111-2222-3333-4444-555555555555","location":"/w/db/t",
    "last-sequence-number":2,"last-updated-ms":1000,"last-column-id":1,"current-schema-id":0,
    "schemas":[{"type":"struct","schema-id":0,"fields":[{"id":1,"name":"a","required":false,"type":"long"}]}],
    "default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[]}],"last-partition-id":999,
    "default-sort-order-id":0,"sort-orders":[{"order-id":0,"fields":[]}],"properties":{"kept":"yes"},
    "current-snapshot-id":2,"refs":{"main":{"snapshot-id":2,"type":"branch"}},
    "snapshots":[{"snapshot-id":1,"sequence-number":1,"timestamp-ms":900,"manifest-list":"/w/db/t/metadata/1.avro"},
      {"snapshot-id":2,"parent-snapshot-id":1,"sequence-number":2,"timestamp-ms":1000,"manifest-list":"/w/db/t/metadata/2.avro"}],
    "snapshot-log":[{"timestamp-ms":900,"snapshot-id":1},{"timestamp-ms":1000,"snapshot-id":2}],
    "metadata-log":[]}`);

export const anyLocation = { checkLocation: () => undefined };

/** The draft after updates written as JSON texts. */
export function applied(base: JsonObject | null, ...updates: string[]): MetadataDraft {
  const draft = new MetadataDraft(base, 5000n);
  applyUpdates(draft, updates.map(doc), anyLocation);
  return draft;
}

/** A value inside metadata, numbers as their text. */
export function read(value: LosslessJson | undefined): unknown {
  if (value instanceof LosslessNumber) return value.value;
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, read(entry)]));
}
