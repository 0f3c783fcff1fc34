import { parseLossless } from '@penstock/common';
import { badRequest } from '../errors';
import { isJsonObject, type JsonObject } from '../json/json-object';

/** Table properties that belong to Penstock; each but `penstock.<deployment id>` is refused. */
export const reservedPrefix = 'penstock.';

const keyPattern = /^penstock\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const decimal = /^(0|[1-9]\d{0,18})$/;

/** What the catalog reads of a deployment's position; the rest of the value is the engine's. */
export type Position = {
  deploymentId: string;
  epoch: bigint;
  seq: bigint;
  commitId: string;
  /** The start choice that the position began with, and the position of another deployment it went on from. */
  choice?: string | null;
  adopted?: { deploymentId: string; commitId: string } | null;
};

export function deploymentOfKey(key: string): string | null {
  return keyPattern.exec(key)?.[1] ?? null;
}

/**
 * Parses `penstock.<deployment id>` = `{"epoch":"7","seq":"12","commitId":"…","version":"…","next":[…],…}`; all
 * 64-bit numbers are decimal strings.
 */
export function parsePosition(key: string, value: string): Position {
  const deploymentId = deploymentOfKey(key);
  if (deploymentId === null)
    throw badRequest(`The property ${key} is reserved: only penstock.<deployment id> can be set`);
  const document = parsedObject(value);
  const { epoch, seq, commitId } = document ?? {};
  if (!isDecimal(epoch) || !isDecimal(seq) || typeof commitId !== 'string' || commitId === '') {
    throw badRequest(`The property ${key} needs "epoch" and "seq" as decimal strings and a "commitId"`);
  }
  return {
    deploymentId,
    epoch: BigInt(epoch),
    seq: BigInt(seq),
    commitId,
    choice: typeof document?.choice === 'string' ? document.choice : null,
    adopted: adoptedIn(document?.adopted),
  };
}

function adoptedIn(value: unknown): Position['adopted'] {
  if (!isJsonObject(value)) return null;
  const { deploymentId, commitId } = value;
  return typeof deploymentId === 'string' && typeof commitId === 'string' ? { deploymentId, commitId } : null;
}

function parsedObject(value: string): JsonObject | null {
  try {
    const document = parseLossless(value);
    return isJsonObject(document) ? document : null;
  } catch {
    return null;
  }
}

function isDecimal(value: unknown): value is string {
  return typeof value === 'string' && decimal.test(value);
}

/** The reserved properties of table metadata. */
export function reservedProperties(metadata: JsonObject | null): Map<string, string> {
  const properties = metadata?.properties;
  const reserved = new Map<string, string>();
  if (!isJsonObject(properties)) return reserved;
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith(reservedPrefix) && typeof value === 'string') reserved.set(key, value);
  }
  return reserved;
}
