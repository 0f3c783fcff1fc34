import { asList, asObject, asText, type JsonObject } from './rest-client';

export type IcebergColumn = { id: number; name: string; type: unknown };

/** What the engine needs to know of a table, from one load. Snapshot ids are decimal strings. */
export type TableState = {
  uuid: string;
  location: string;
  properties: Map<string, string>;
  snapshotId: string | null;
  /** `added-files-size` of the newest snapshot that changed rows, in bytes. */
  addedBytes: bigint;
  schemaId: number;
  lastColumnId: number;
  columns: IcebergColumn[];
};

export function readTableState(answer: JsonObject): TableState {
  const metadata = asObject(answer.metadata);
  const schemaId = Number(asText(metadata['current-schema-id']));
  const schema = asList(metadata.schemas).find((s) => Number(asText(s['schema-id'])) === schemaId) ?? {};
  const current = asText(metadata['current-snapshot-id']);
  const snapshotId = current === null || current === '-1' ? null : current;
  const summary = newestWrite(asList(metadata.snapshots), snapshotId);
  return {
    uuid: asText(metadata['table-uuid']) ?? '',
    location: asText(metadata.location) ?? '',
    properties: new Map(
      Object.entries(metadata.properties === undefined ? {} : asObject(metadata.properties)).flatMap(
        ([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []),
      ),
    ),
    snapshotId,
    addedBytes: BigInt(asText(summary['added-files-size']) ?? '0'),
    schemaId,
    lastColumnId: Number(asText(metadata['last-column-id'])),
    columns: asList(schema.fields).map((field) => ({
      id: Number(asText(field.id)),
      name: asText(field.name) ?? '',
      type: field.type,
    })),
  };
}

/** The summary of the newest snapshot that changed rows: the catalog's upkeep rewrites manifests in snapshots of its own. */
function newestWrite(snapshots: JsonObject[], from: string | null): JsonObject {
  const byId = new Map(snapshots.map((snapshot) => [asText(snapshot['snapshot-id']), snapshot]));
  for (let id = from; id !== null; ) {
    const snapshot = byId.get(id);
    const summary = snapshot?.summary === undefined ? {} : asObject(snapshot.summary);
    if (asText(summary.operation) !== 'replace') return summary;
    byId.delete(id);
    id = asText(snapshot?.['parent-snapshot-id']);
  }
  return {};
}
