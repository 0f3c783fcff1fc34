import { isJsonObject, type JsonObject, jsonLong, longAt, objectsAt, stringAt } from '../json/json-object';

/**
 * How many earlier metadata files a table keeps when its properties say nothing. Iceberg's own default is 100 files
 * kept for ever; a table committed to every second would pile up gigabytes in an hour.
 */
export const defaultPreviousVersions = 20;

/** Adds the base to `metadata-log` and returns the files that fell out of it and may be deleted after the commit. */
export function logPrevious(base: JsonObject, baseLocation: string, next: JsonObject): string[] {
  const entry: JsonObject = {
    'timestamp-ms': jsonLong(longAt(base, 'last-updated-ms')),
    'metadata-file': baseLocation,
  };
  const log = [...objectsAt(base, 'metadata-log'), entry];
  const dropped = log.slice(0, Math.max(0, log.length - previousVersionsMax(next)));
  next['metadata-log'] = log.slice(dropped.length);
  return deletesAfterCommit(next) ? dropped.map((old) => stringAt(old, 'metadata-file')) : [];
}

function previousVersionsMax(metadata: JsonObject): number {
  const text = property(metadata, 'write.metadata.previous-versions-max');
  const number = text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : defaultPreviousVersions;
  return Math.max(1, number);
}

function deletesAfterCommit(metadata: JsonObject): boolean {
  return property(metadata, 'write.metadata.delete-after-commit.enabled')?.toLowerCase() !== 'false';
}

export function property(metadata: JsonObject, key: string): string | undefined {
  const properties = metadata.properties;
  const value = isJsonObject(properties) ? properties[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
