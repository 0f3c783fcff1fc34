import { randomUUID } from 'node:crypto';
import type { PartitionPosition, RunSpec } from '../../types';
import { NO_TOTALS, type StoredPosition } from '../sink/iceberg/position';
import type { Positions, Source } from '../source/source';
import { requireSameTopic } from './start/refusals';

/** The positions to read from: those stored, and the beginning for partitions that are new since. */
export async function readPositions(stored: StoredPosition, source: Source): Promise<Positions> {
  const topic = await source.describe();
  requireSameTopic(stored, topic);
  const next = new Map(stored.next.map((p) => [p.partition, BigInt(p.offset)]));
  for (const partition of topic.partitions) {
    if (!next.has(partition)) next.set(partition, await source.beginning(partition));
  }
  return { topicId: topic.topicId, next };
}

/** The position after `previous`; what it began with goes along. */
export function newPosition(
  spec: RunSpec,
  previous: StoredPosition | null,
  next: PartitionPosition[],
): StoredPosition {
  return {
    epoch: spec.epoch,
    seq: String(BigInt(previous?.seq ?? '0') + 1n),
    commitId: randomUUID(),
    version: spec.versionId,
    next,
    totals: previous?.totals ?? NO_TOTALS,
    state: null,
    choice: previous?.choice ?? null,
    source: previous?.source ?? null,
    adopted: previous?.adopted ?? null,
    movedTo: null,
  };
}
