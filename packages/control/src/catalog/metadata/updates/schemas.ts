import type { LosslessJson } from '@penstock/common';
import { badRequest } from '../../errors';
import {
  asArray,
  asLong,
  asObject,
  isJsonObject,
  type JsonObject,
  jsonLong,
  longAt,
  sameJson,
} from '../../json/json-object';
import { largest } from '../../json/largest';
import type { MetadataDraft } from '../draft';

/**
 * Adds a schema under the next free id, or finds the equal one that is there; the id in the request is only a
 * proposal, as in Iceberg's own builder.
 */
export function addSchema(draft: MetadataDraft, update: JsonObject): void {
  const schema = asObject(update.schema, 'schema');
  const highest = highestFieldId(schema);
  const schemas = draft.objects('schemas');
  const equal = schemas.find((entry) => sameSchema(entry, schema));
  const id = equal === undefined ? nextId(schemas, 'schema-id') : longAt(equal, 'schema-id');
  if (equal === undefined) draft.doc.schemas = [...schemas, { ...schema, 'schema-id': jsonLong(id) }];
  const lastColumnId = draft.long('last-column-id');
  if (highest > lastColumnId) draft.setLong('last-column-id', highest);
  draft.lastAddedSchemaId = id;
}

/** -1 means the schema that this commit added last. */
export function setCurrentSchema(draft: MetadataDraft, update: JsonObject): void {
  const asked = longAt(update, 'schema-id');
  const id = asked === -1n ? draft.lastAddedSchemaId : asked;
  if (id === null) throw badRequest('Cannot set the last added schema: no schema has been added');
  if (!draft.objects('schemas').some((schema) => longAt(schema, 'schema-id') === id)) {
    throw badRequest(`Cannot set current schema to unknown schema: ${id}`);
  }
  draft.setLong('current-schema-id', id);
}

export function removeSchemas(draft: MetadataDraft, update: JsonObject): void {
  const ids = asArray(update['schema-ids'], 'schema-ids').map((id) => asLong(id, 'schema-ids'));
  if (ids.includes(draft.long('current-schema-id'))) throw badRequest('Cannot remove the current schema');
  draft.doc.schemas = draft.objects('schemas').filter((schema) => !ids.includes(longAt(schema, 'schema-id')));
}

function sameSchema(a: JsonObject, b: JsonObject): boolean {
  return (
    sameJson(a.fields, b.fields) && sameJson(a['identifier-field-ids'] ?? [], b['identifier-field-ids'] ?? [])
  );
}

export function nextId(entries: JsonObject[], key: string, first = 0n): bigint {
  return entries.reduce(
    (next, entry) => (longAt(entry, key) >= next ? longAt(entry, key) + 1n : next),
    first,
  );
}

/** The largest field id in a struct, nested ones included; also the check that every field has id, name and type. */
export function highestFieldId(struct: JsonObject): bigint {
  let highest = 0n;
  for (const value of asArray(struct.fields, 'schema.fields')) {
    const field = asObject(value, 'schema.fields');
    if (typeof field.name !== 'string') throw badRequest('Cannot parse schema.fields: a field has no name');
    const inside = highestInType(field.type);
    const id = asLong(field.id, `schema.fields.${field.name}.id`);
    highest = largest(highest, id, inside);
  }
  return highest;
}

function highestInType(type: LosslessJson | undefined): bigint {
  if (typeof type === 'string') return 0n;
  if (!isJsonObject(type)) throw badRequest('Cannot parse schema: a field has no type');
  if (type.type === 'struct') return highestFieldId(type);
  const ids: bigint[] = [];
  for (const part of type.type === 'list' ? ['element'] : ['key', 'value']) {
    ids.push(asLong(type[`${part}-id`], `schema.${part}-id`), highestInType(type[part]));
  }
  return largest(0n, ...ids);
}
