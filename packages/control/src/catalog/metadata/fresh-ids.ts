import type { LosslessJson } from '@penstock/common';
import { badRequest } from '../errors';
import {
  asArray,
  asLong,
  asObject,
  asString,
  isJsonObject,
  type JsonObject,
  jsonLong,
} from '../json/json-object';

/** A schema with new field ids and the way from the ids of the request to them. */
export type FreshSchema = { schema: JsonObject; idOf: ReadonlyMap<bigint, bigint> };

/**
 * Field ids of a new table count from 1, level by level (Iceberg's `AssignFreshIds`): clients send ids of their own,
 * Spark's begin at 0, and readers rely on the catalog's.
 */
export function withFreshIds(schema: JsonObject): FreshSchema {
  const idOf = new Map<bigint, bigint>();
  let last = 0n;
  const next = (old: bigint) => {
    last += 1n;
    if (idOf.has(old)) throw badRequest(`Cannot parse schema: the field id ${old} is used twice`);
    idOf.set(old, last);
    return jsonLong(last);
  };
  const struct = (value: JsonObject): LosslessJson[] => {
    const fields = asArray(value.fields, 'schema.fields').map((field) => asObject(field, 'schema.fields'));
    const numbered = fields.map((field) => {
      asString(field.name, 'schema.fields.name');
      return { ...field, id: next(asLong(field.id, 'schema.fields.id')) };
    });
    return numbered.map((field): JsonObject => ({ ...field, type: type((field as JsonObject).type) }));
  };
  const type = (value: LosslessJson | undefined): LosslessJson => {
    if (typeof value === 'string') return value;
    if (!isJsonObject(value)) throw badRequest('Cannot parse schema: a field has no type');
    if (value.type === 'struct') return { ...value, fields: struct(value) };
    const parts = value.type === 'list' ? ['element'] : value.type === 'map' ? ['key', 'value'] : null;
    if (parts === null)
      throw badRequest('Cannot parse schema: a nested type is neither struct, list nor map');
    const ids = Object.fromEntries(
      parts.map((part) => [`${part}-id`, next(asLong(value[`${part}-id`], part))]),
    );
    return { ...value, ...ids, ...Object.fromEntries(parts.map((part) => [part, type(value[part])])) };
  };
  const fields = struct(schema);
  const identifiers = schema['identifier-field-ids'];
  const fresh: JsonObject = { ...schema, fields };
  if (identifiers !== undefined && identifiers !== null) {
    fresh['identifier-field-ids'] = asArray(identifiers, 'identifier-field-ids').map((id) =>
      jsonLong(freshId(idOf, asLong(id, 'identifier-field-ids'))),
    );
  }
  return { schema: fresh, idOf };
}

export function freshId(idOf: ReadonlyMap<bigint, bigint>, old: bigint): bigint {
  const id = idOf.get(old);
  if (id === undefined) throw badRequest(`Cannot find source column: the schema has no field with id ${old}`);
  return id;
}
