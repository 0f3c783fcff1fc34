import type { JsonObject } from '../json/json-object';
import { property } from '../metadata/metadata-log';
import type { MaintenanceLimits } from './limits';

const wholeNumber = /^\d{1,18}$/;

export function longProperty(metadata: JsonObject, key: string): bigint | null {
  const text = property(metadata, key)?.trim();
  return text !== undefined && wholeNumber.test(text) ? BigInt(text) : null;
}

const isOff = (metadata: JsonObject, key: string) => property(metadata, key)?.toLowerCase() === 'false';

/** `gc.enabled=false`: neither snapshots nor files of the table are ever removed (Iceberg's "table behavior properties"). */
export const collectsGarbage = (metadata: JsonObject) => !isOff(metadata, 'gc.enabled');

export const keepsEveryMetadataFile = (metadata: JsonObject) =>
  isOff(metadata, 'write.metadata.delete-after-commit.enabled');

export type MergeSettings = { count: number; maxBytes: number };

/** Iceberg's write properties for manifests; null when merging is turned off. */
export function mergeSettings(metadata: JsonObject, limits: MaintenanceLimits): MergeSettings | null {
  if (isOff(metadata, 'commit.manifest-merge.enabled')) return null;
  const count = Number(longProperty(metadata, 'commit.manifest.min-count-to-merge') ?? limits.mergeCount);
  const bytes = Number(longProperty(metadata, 'commit.manifest.target-size-bytes') ?? limits.manifestBytes);
  return { count: Math.max(2, count), maxBytes: bytes };
}
