import { PenstockError, parseLossless } from '@penstock/common';
import type { PartitionPosition, Totals } from '../../../types';
import { asList, asObject, asText } from './rest-client';

/** The value of the table property `penstock.<deployment id>`. All 64-bit numbers are decimal strings. */
export type StoredPosition = {
  epoch: string;
  seq: string;
  commitId: string;
  version: string;
  next: PartitionPosition[];
  totals: Totals;
  state: null;
};

export const NO_TOTALS: Totals = {
  in: '0',
  out: '0',
  filtered: '0',
  setAside: '0',
  bytesIn: '0',
  bytesOut: '0',
};

const PREFIX = 'penstock.';

export function positionKey(deploymentId: string): string {
  return `${PREFIX}${deploymentId}`;
}

/** Throws `blocked` when the text is not a position: reading on from a guess would lose or repeat messages. */
export function parseStoredPosition(text: string): StoredPosition {
  try {
    const object = asObject(parseLossless(text));
    const totals = object.totals === undefined ? {} : asObject(object.totals);
    return {
      epoch: decimal(asText(object.epoch)),
      seq: decimal(asText(object.seq)),
      commitId: required(asText(object.commitId)),
      version: asText(object.version) ?? '',
      next: asList(object.next).map((p) => ({
        topicId: required(asText(p.topicId)),
        partition: Number(decimal(asText(p.partition))),
        offset: decimal(asText(p.offset)),
      })),
      totals: {
        in: asText(totals.in) ?? '0',
        out: asText(totals.out) ?? '0',
        filtered: asText(totals.filtered) ?? '0',
        setAside: asText(totals.setAside) ?? '0',
        bytesIn: asText(totals.bytesIn) ?? '0',
        bytesOut: asText(totals.bytesOut) ?? '0',
      },
      state: null,
    };
  } catch (error) {
    throw new PenstockError(
      'blocked',
      'The position stored in the table cannot be read; it was changed outside Penstock.',
      { cause: error },
    );
  }
}

/** Positions of other deployments that read the same Kafka topic into this table. */
export function positionsOfOthers(
  properties: ReadonlyMap<string, string>,
  deploymentId: string,
  topicId: string,
): string[] {
  return [...properties].flatMap(([key, value]) => {
    if (!key.startsWith(PREFIX) || key === positionKey(deploymentId)) return [];
    try {
      return parseStoredPosition(value).next.some((p) => p.topicId === topicId)
        ? [key.slice(PREFIX.length)]
        : [];
    } catch {
      return [];
    }
  });
}

function required(text: string | null): string {
  if (text === null || text === '') throw new RangeError('a field of the position is missing');
  return text;
}

function decimal(text: string | null): string {
  if (text === null || !/^\d{1,19}$/.test(text))
    throw new RangeError('a number of the position is not a decimal');
  return text;
}
