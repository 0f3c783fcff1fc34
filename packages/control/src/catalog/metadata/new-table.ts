import { randomUUID } from 'node:crypto';
import { badRequest } from '../errors';
import { asLong, asObject, asStringMap, type JsonObject, jsonLong, objectsAt } from '../json/json-object';
import { firstPartitionFieldId } from './draft';
import { freshId, withFreshIds } from './fresh-ids';

/** The updates that create a table from a `CreateTableRequest`, ids assigned anew. */
export function creationUpdates(request: JsonObject, location: string): JsonObject[] {
  const { schema, idOf } = withFreshIds(asObject(request.schema, 'schema'));
  const properties =
    request.properties === undefined || request.properties === null
      ? {}
      : asStringMap(request.properties, 'properties');
  const { 'format-version': formatVersion = '2', ...kept } = properties;
  if (!/^[0-9]$/.test(formatVersion))
    throw badRequest(`Cannot create a table of format version ${formatVersion}`);
  return [
    { action: 'assign-uuid', uuid: randomUUID() },
    { action: 'upgrade-format-version', 'format-version': jsonLong(BigInt(formatVersion)) },
    { action: 'add-schema', schema },
    { action: 'set-current-schema', 'schema-id': jsonLong(-1) },
    { action: 'add-spec', spec: freshSpec(request, idOf) },
    { action: 'set-default-spec', 'spec-id': jsonLong(-1) },
    { action: 'add-sort-order', 'sort-order': freshSortOrder(request, idOf) },
    { action: 'set-default-sort-order', 'sort-order-id': jsonLong(-1) },
    { action: 'set-location', location },
    { action: 'set-properties', updates: kept },
  ];
}

function freshSpec(request: JsonObject, idOf: ReadonlyMap<bigint, bigint>): JsonObject {
  const spec = request['partition-spec'];
  if (spec === undefined || spec === null) return { fields: [] };
  const fields = objectsAt(asObject(spec, 'partition-spec'), 'fields').map(
    (field, index): JsonObject => ({
      ...field,
      'source-id': jsonLong(freshId(idOf, asLong(field['source-id'], 'partition-spec.source-id'))),
      'field-id': jsonLong(firstPartitionFieldId + BigInt(index)),
    }),
  );
  return { fields };
}

function freshSortOrder(request: JsonObject, idOf: ReadonlyMap<bigint, bigint>): JsonObject {
  const order = request['write-order'];
  if (order === undefined || order === null) return { fields: [] };
  const fields = objectsAt(asObject(order, 'write-order'), 'fields').map(
    (field): JsonObject => ({
      ...field,
      'source-id': jsonLong(freshId(idOf, asLong(field['source-id'], 'write-order.source-id'))),
    }),
  );
  return { fields };
}
