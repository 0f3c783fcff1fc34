import { badRequest } from '../errors';
import { asObject, type JsonObject, longAt, objectsAt, stringAt } from '../json/json-object';
import { isUuid } from '../uuid';
import { newestFormatVersion } from './format-version';
import { highestFieldId } from './updates/schemas';

/**
 * Checks metadata that was not built here: everything that later commits rely on is there and of its type (Iceberg
 * table spec, "Table Metadata Fields"). Version 1 without `schemas` is refused: its writers are long gone.
 */
export function checkTableMetadata(metadata: JsonObject): void {
  const version = longAt(metadata, 'format-version');
  if (version < 1n || version > newestFormatVersion)
    throw badRequest(`Cannot register metadata of format version ${version}`);
  if (!isUuid(stringAt(metadata, 'table-uuid')))
    throw badRequest('Cannot register: table-uuid is not a UUID');
  stringAt(metadata, 'location');
  for (const key of ['last-updated-ms', 'last-column-id', 'current-schema-id', 'default-spec-id'])
    longAt(metadata, key);
  if (version > 1n) longAt(metadata, 'last-sequence-number');
  for (const schema of objectsAt(metadata, 'schemas')) highestFieldId(schema);
  requireEntry(metadata, 'schemas', 'schema-id', 'current-schema-id');
  requireEntry(metadata, 'partition-specs', 'spec-id', 'default-spec-id');
  for (const snapshot of objectsAt(metadata, 'snapshots')) {
    longAt(snapshot, 'snapshot-id');
    stringAt(snapshot, 'manifest-list');
  }
  for (const [name, ref] of Object.entries(asObject(metadata.refs ?? {}, 'refs')))
    longAt(asObject(ref, `refs.${name}`), 'snapshot-id');
}

function requireEntry(metadata: JsonObject, list: string, idKey: string, currentKey: string): void {
  const id = longAt(metadata, currentKey);
  if (!objectsAt(metadata, list).some((entry) => longAt(entry, idKey) === id))
    throw badRequest(`Cannot register: ${list} holds no ${idKey} ${id}`);
}
