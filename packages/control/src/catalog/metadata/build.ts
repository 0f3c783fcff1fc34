import { badRequest } from '../errors';
import { type JsonObject, longAt, objectsAt, optionalLongAt } from '../json/json-object';
import { largest } from '../json/largest';
import { MetadataDraft } from './draft';
import { logPrevious } from './metadata-log';
import { checkSchema, fieldIds } from './schema-check';
import { applyUpdates } from './updates/apply';
import type { UpdateContext } from './updates/context';

export type BuiltMetadata = {
  metadata: JsonObject;
  addedSnapshots: JsonObject[];
  /** Earlier metadata files that are no longer in the log. */
  droppedFiles: string[];
};

/** A base with the file that holds it. */
export type Base = { metadata: JsonObject; location: string };

/** The metadata that follows `base` after the updates; throws 400 or 409 and changes nothing when one is wrong. */
export function buildMetadata(
  base: Base | null,
  updates: readonly JsonObject[],
  context: UpdateContext & { nowMs: bigint },
): BuiltMetadata {
  const draft = new MetadataDraft(base?.metadata ?? null, context.nowMs);
  applyUpdates(draft, updates, context);
  const metadata = draft.doc;
  if (base === null) checkComplete(metadata);
  checkSchemas(draft, base?.metadata ?? null);
  checkPartitioning(metadata);
  draft.setLong('last-updated-ms', lastUpdated(draft, base));
  const droppedFiles = base === null ? [] : logPrevious(base.metadata, base.location, metadata);
  return { metadata, addedSnapshots: draft.addedSnapshots, droppedFiles };
}

/** Never goes back, even when the clock or a client's snapshot time does. */
function lastUpdated(draft: MetadataDraft, base: Base | null): bigint {
  const before = base === null ? 0n : longAt(base.metadata, 'last-updated-ms');
  const times = draft.addedSnapshots.map((snapshot) => longAt(snapshot, 'timestamp-ms'));
  const [first = draft.nowMs, ...others] = times;
  return largest(before, first, ...others);
}

const neededForCreation = [
  ['table-uuid', 'assign-uuid'],
  ['location', 'set-location'],
  ['current-schema-id', 'set-current-schema'],
] as const;

function checkComplete(metadata: JsonObject): void {
  for (const [key, action] of neededForCreation) {
    if (metadata[key] === undefined)
      throw badRequest(`Cannot create the table: the update ${action} is missing`);
  }
  if (objectsAt(metadata, 'schemas').length === 0)
    throw badRequest('Cannot create the table: it has no schema');
}

/** Only the schemas that this commit adds: earlier ones stay readable when the format goes up. */
function checkSchemas(draft: MetadataDraft, base: JsonObject | null): void {
  const known = new Set(base === null ? [] : objectsAt(base, 'schemas'));
  const version = draft.long('format-version');
  for (const schema of draft.objects('schemas')) if (!known.has(schema)) checkSchema(schema, version);
}

/** The default spec's columns exist in the current schema, or nobody could write (void fields outlive theirs). */
function checkPartitioning(metadata: JsonObject): void {
  const specId = optionalLongAt(metadata, 'default-spec-id');
  const schemaId = optionalLongAt(metadata, 'current-schema-id');
  const spec = objectsAt(metadata, 'partition-specs').find((entry) => longAt(entry, 'spec-id') === specId);
  const schema = objectsAt(metadata, 'schemas').find((entry) => longAt(entry, 'schema-id') === schemaId);
  if (spec === undefined || schema === undefined) return;
  const fields = objectsAt(spec, 'fields').filter((field) => field.transform !== 'void');
  if (fields.length === 0) return;
  const ids = fieldIds(schema);
  const lost = fields.find((field) => !ids.has(longAt(field, 'source-id')));
  if (lost !== undefined)
    throw badRequest(`Cannot find source column for partition field: ${String(lost.name)}`);
}
