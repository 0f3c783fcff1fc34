import { type LosslessJson, LosslessNumber } from '@penstock/common';
import { badRequest } from '../errors';

export type JsonObject = { [key: string]: LosslessJson };

const integerText = /^-?\d{1,20}$/;
const minLong = -(2n ** 63n);
const maxLong = 2n ** 63n - 1n;

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber)
  );
}

/** The value as an object, or 400 naming the place. */
export function asObject(value: LosslessJson | undefined, where: string): JsonObject {
  if (!isJsonObject(value)) throw badRequest(`Cannot parse ${where}: an object is needed`);
  return value;
}

export function asString(value: LosslessJson | undefined, where: string): string {
  if (typeof value !== 'string') throw badRequest(`Cannot parse ${where}: a string is needed`);
  return value;
}

export function asArray(value: LosslessJson | undefined, where: string): LosslessJson[] {
  if (!Array.isArray(value)) throw badRequest(`Cannot parse ${where}: a list is needed`);
  return value;
}

/** A JSON integer of at most 64 bits. */
export function asLong(value: LosslessJson | undefined, where: string): bigint {
  const text = value instanceof LosslessNumber ? value.value : '';
  if (!integerText.test(text)) throw badRequest(`Cannot parse ${where}: an integer is needed`);
  const number = BigInt(text);
  if (number < minLong || number > maxLong)
    throw badRequest(`Cannot parse ${where}: ${text} is not a 64-bit integer`);
  return number;
}

export function asStringMap(value: LosslessJson | undefined, where: string): Record<string, string> {
  const map: Record<string, string> = {};
  for (const [key, entry] of Object.entries(asObject(value, where)))
    map[key] = asString(entry, `${where}.${key}`);
  return map;
}

export function objectsAt(holder: JsonObject, key: string): JsonObject[] {
  const value = holder[key];
  if (value === undefined || value === null) return [];
  return asArray(value, key).map((entry) => asObject(entry, key));
}

export const stringAt = (holder: JsonObject, key: string) => asString(holder[key], key);
export const longAt = (holder: JsonObject, key: string) => asLong(holder[key], key);

export function optionalLongAt(holder: JsonObject, key: string): bigint | null {
  const value = holder[key];
  return value === undefined || value === null ? null : asLong(value, key);
}

/** A number for a document; 64-bit values keep their digits. */
export function jsonLong(value: bigint | number): LosslessNumber {
  return new LosslessNumber(String(value));
}

/** Equality of documents without regard to the order of keys; numbers by their text. */
export function sameJson(a: LosslessJson | undefined, b: LosslessJson | undefined): boolean {
  if (a === b) return true;
  if (a instanceof LosslessNumber && b instanceof LosslessNumber) return a.value === b.value;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => sameJson(entry, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}
