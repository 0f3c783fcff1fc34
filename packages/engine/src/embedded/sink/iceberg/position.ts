import { type LosslessJson, PenstockError, parseLossless } from '@penstock/common';
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
  /** The start choice that this position began with; the same choice is never applied twice. */
  choice: string | null;
  /** What the offsets count: messages of Kafka or lines of files; null in positions of before this was written. */
  source: string | null;
  /** The position of another deployment in this table that this one went on from (rule 2). */
  adopted: { deploymentId: string; commitId: string } | null;
  /** The table that the position went to (rule 7); this one is then only a sign to it. */
  movedTo: TableRef | null;
  /** The replays of set-aside records that this very commit carries (rule 6). Never carried on. */
  replayed?: string[];
};

export type TableRef = { namespace: string[]; name: string; uuid: string };

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
      choice: asText(object.choice),
      source: asText(object.source),
      adopted: adoptedOf(object.adopted),
      movedTo: movedToOf(object.movedTo),
    };
  } catch (error) {
    throw new PenstockError(
      'blocked',
      'The position stored in the table cannot be read; it was changed outside Penstock.',
      { cause: error, details: { reason: 'position_unreadable' } },
    );
  }
}

export type PositionOfOther = { deploymentId: string; position: StoredPosition };

/** Positions of other deployments in this table, whatever they read. */
export function positionsOfOthers(
  properties: ReadonlyMap<string, string>,
  deploymentId: string,
): PositionOfOther[] {
  return [...properties].flatMap(([key, value]) => {
    if (!key.startsWith(PREFIX) || key === positionKey(deploymentId)) return [];
    try {
      return [{ deploymentId: key.slice(PREFIX.length), position: parseStoredPosition(value) }];
    } catch {
      return [];
    }
  });
}

function adoptedOf(value: LosslessJson | undefined): StoredPosition['adopted'] {
  if (value === undefined || value === null) return null;
  const { deploymentId, commitId } = asObject(value);
  return { deploymentId: required(asText(deploymentId)), commitId: required(asText(commitId)) };
}

function movedToOf(value: LosslessJson | undefined): TableRef | null {
  if (value === undefined || value === null) return null;
  const { namespace, name, uuid } = asObject(value);
  const levels = Array.isArray(namespace) ? namespace.map((level) => required(asText(level))) : [];
  return { namespace: levels, name: required(asText(name)), uuid: required(asText(uuid)) };
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
