import type { LosslessJson } from '@penstock/common';
import { badRequest } from '../errors';
import { asArray, asLong, asObject, isJsonObject, type JsonObject, stringAt } from '../json/json-object';

/** Primitive types of the table spec and the format version from which on they exist. */
const primitives: readonly [RegExp, bigint][] = [
  [/^(boolean|int|long|float|double|date|time|timestamp|timestamptz|string|uuid|binary)$/, 1n],
  [/^fixed\[\d{1,9}\]$/, 1n],
  [/^decimal\(\s*([1-9]|[12]\d|3[0-8])\s*,\s*\d{1,2}\s*\)$/, 1n],
  [/^(timestamp_ns|timestamptz_ns|variant|unknown)$/, 3n],
  [/^(geometry|geography)(\(.*\))?$/, 3n],
];
const defaultValuesVersion = 3n;

/**
 * Refuses a schema that readers of the format version could not read: unknown types, types and default values of later
 * versions, a name twice in one struct, an id twice (Iceberg's `Schema.checkCompatibility` and its index).
 */
export function checkSchema(schema: JsonObject, formatVersion: bigint): void {
  new SchemaWalk(formatVersion).struct(schema, 'schema');
}

/** Ids of all fields; nested ones, elements, keys and values included. */
export function fieldIds(schema: JsonObject): ReadonlySet<bigint> {
  const walk = new SchemaWalk(null);
  walk.struct(schema, 'schema');
  return walk.ids;
}

class SchemaWalk {
  readonly ids = new Set<bigint>();

  /** Without a version, types and defaults are not looked at. */
  constructor(private readonly formatVersion: bigint | null) {}

  struct(struct: JsonObject, where: string): void {
    const names = new Set<string>();
    for (const value of asArray(struct.fields, `${where}.fields`)) {
      const field = asObject(value, `${where}.fields`);
      const name = stringAt(field, 'name');
      if (names.has(name)) throw badRequest(`Cannot use the schema: ${where} has two fields named ${name}`);
      names.add(name);
      this.take(field.id, name);
      this.checkDefault(field, name);
      this.type(field.type, name);
    }
  }

  private type(type: LosslessJson | undefined, where: string): void {
    if (typeof type === 'string') this.primitive(type, where);
    else if (!isJsonObject(type)) throw badRequest(`Cannot use the schema: ${where} has no type`);
    else if (type.type === 'struct') this.struct(type, where);
    else if (type.type === 'list') this.parts(type, ['element'], where);
    else if (type.type === 'map') this.parts(type, ['key', 'value'], where);
    else throw badRequest(`Cannot use the schema: ${where} is neither struct, list nor map`);
  }

  private parts(type: JsonObject, parts: readonly string[], where: string): void {
    for (const part of parts) {
      this.take(type[`${part}-id`], `${where}.${part}`);
      this.type(type[part], `${where}.${part}`);
    }
  }

  private take(value: LosslessJson | undefined, where: string): void {
    const id = asLong(value, `the id of ${where}`);
    if (this.ids.has(id)) throw badRequest(`Cannot use the schema: the field id ${id} is used twice`);
    this.ids.add(id);
  }

  private checkDefault(field: JsonObject, name: string): void {
    if (this.formatVersion === null || this.formatVersion >= defaultValuesVersion) return;
    if ((field['initial-default'] ?? null) !== null)
      throw badRequest(
        `Invalid initial default for ${name}: it is not supported until v${defaultValuesVersion}`,
      );
  }

  private primitive(type: string, where: string): void {
    if (this.formatVersion === null) return;
    const from = primitives.find(([pattern]) => pattern.test(type))?.[1];
    if (from === undefined) throw badRequest(`Invalid type for ${where}: ${type} is no type of Iceberg`);
    if (from > this.formatVersion)
      throw badRequest(`Invalid type for ${where}: ${type} is not supported until v${from}`);
  }
}
