import type { LosslessJson } from '@penstock/common';
import {
  asArray,
  asObject,
  isJsonObject,
  type JsonObject,
  longAt,
  objectsAt,
  stringAt,
} from '../json/json-object';

export type Column = { id: number; name: string; type: string; required: boolean; duckDbType: string };

/** The columns of the current schema, in order; ids are Iceberg's field ids. */
export function currentColumns(metadata: JsonObject): Column[] {
  const currentId = longAt(metadata, 'current-schema-id');
  const schema = objectsAt(metadata, 'schemas').find((entry) => longAt(entry, 'schema-id') === currentId);
  return fieldsOf(schema ?? {}).map((field) => ({
    id: Number(longAt(field, 'id')),
    name: stringAt(field, 'name'),
    type: icebergTypeName(field.type),
    required: field.required === true,
    duckDbType: duckDbTypeName(field.type),
  }));
}

const fieldsOf = (struct: JsonObject) =>
  asArray(struct.fields ?? [], 'fields').map((field) => asObject(field, 'fields'));

/** As Iceberg prints it: `long`, `decimal(10,2)`, `list<string>`, `map<string, int>`, `struct<x: int>`. */
export function icebergTypeName(type: LosslessJson | undefined): string {
  if (!isJsonObject(type)) return String(type);
  if (type.type === 'list') return `list<${icebergTypeName(type.element)}>`;
  if (type.type === 'map') return `map<${icebergTypeName(type.key)}, ${icebergTypeName(type.value)}>`;
  return `struct<${fieldsOf(type)
    .map((field) => `${stringAt(field, 'name')}: ${icebergTypeName(field.type)}`)
    .join(', ')}>`;
}

const duckDbTypes: Record<string, string> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
  timestamp_ns: 'TIMESTAMP_NS',
  string: 'VARCHAR',
  uuid: 'UUID',
  binary: 'BLOB',
};

/** The DuckDB type that an Iceberg type is read as (Iceberg spec, appendix A; DuckDB's iceberg extension). */
export function duckDbTypeName(type: LosslessJson | undefined): string {
  if (isJsonObject(type)) {
    if (type.type === 'list') return `${duckDbTypeName(type.element)}[]`;
    if (type.type === 'map') return `MAP(${duckDbTypeName(type.key)}, ${duckDbTypeName(type.value)})`;
    const fields = fieldsOf(type).map(
      (field) => `${quoted(stringAt(field, 'name'))} ${duckDbTypeName(field.type)}`,
    );
    return `STRUCT(${fields.join(', ')})`;
  }
  const name = String(type).replaceAll(' ', '');
  if (/^decimal\(\d{1,2},\d{1,2}\)$/.test(name)) return name.toUpperCase();
  return name.startsWith('fixed[') ? 'BLOB' : (duckDbTypes[name] ?? 'VARCHAR');
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
