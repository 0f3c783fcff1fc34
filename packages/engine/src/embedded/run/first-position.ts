import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import type { PartitionPosition } from '../../types';
import type { IcebergSink } from '../sink/iceberg/iceberg-sink';
import {
  NO_TOTALS,
  parseStoredPosition,
  positionKey,
  positionsOfOthers,
  type StoredPosition,
} from '../sink/iceberg/position';
import { asObject, asText } from '../sink/iceberg/rest-client';
import type { Positions, Source, SourceTopic } from '../source/source';
import type { PipelineRun } from './pipeline-run';

/** Where the run goes on: the stored position, or seq 1 of a first deploy, not committed yet. */
export type Beginning = { stored: StoredPosition; first: boolean };

/** Rules 2 and 5: decides where to go on, and blocks with a reason rather than guess. */
export async function findBeginning(run: PipelineRun, sink: IcebergSink, source: Source): Promise<Beginning> {
  const { spec } = run;
  const text = sink.table.properties.get(positionKey(spec.deploymentId));
  requireKnownTable(run, sink, text !== undefined);
  const topic = await source.describe();
  if (text !== undefined) {
    const stored = parseStoredPosition(text);
    requireSameTopic(stored, topic);
    if (spec.catalog.fenced) await requireOwnLineage(run, sink, stored);
    if (BigInt(stored.epoch) > BigInt(spec.epoch)) {
      throw new PenstockError('fenced', `Epoch ${stored.epoch} has taken over (this run has ${spec.epoch}).`);
    }
    return { stored, first: false };
  }
  refuseSharedTopic(run, sink, topic);
  const next = await source.resolveStart(spec.start);
  return { stored: newPosition(run, null, next), first: true };
}

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

export function newPosition(
  run: PipelineRun,
  previous: StoredPosition | null,
  next: PartitionPosition[],
): StoredPosition {
  return {
    epoch: run.spec.epoch,
    seq: String(BigInt(previous?.seq ?? '0') + 1n),
    commitId: randomUUID(),
    version: run.spec.versionId,
    next,
    totals: previous?.totals ?? NO_TOTALS,
    state: null,
  };
}

function requireKnownTable(run: PipelineRun, sink: IcebergSink, hasPosition: boolean): void {
  const known = run.spec.lastCommit ?? null;
  if (known === null) return;
  if (known.tableUuid !== sink.tableUuid) {
    throw blocked(
      'table_replaced',
      'The table was dropped and made again outside Penstock (its id changed). Deploy again with a new start position.',
    );
  }
  if (!hasPosition) {
    throw blocked(
      'position_missing',
      'The position was removed from the table outside Penstock. Deploy again with a new start position.',
    );
  }
}

function requireSameTopic(stored: StoredPosition, topic: SourceTopic): void {
  const other = stored.next.find((p) => p.topicId !== topic.topicId);
  if (other === undefined) return;
  throw blocked(
    'topic_recreated',
    `The topic "${topic.topic}" was deleted and created again (its id changed). Its offsets mean other messages now: choose a new start position.`,
  );
}

function refuseSharedTopic(run: PipelineRun, sink: IcebergSink, topic: SourceTopic): void {
  const others = positionsOfOthers(sink.table.properties, run.spec.deploymentId, topic.topicId);
  if (others.length === 0) return;
  throw blocked(
    'position_of_other_deployment',
    `The table already holds a position for the topic "${topic.topic}" by another deployment (${others[0]}). Starting anew would write its messages twice: continue from that position, or write to another table.`,
    { deploymentId: others[0] },
  );
}

/** Rule 5: `main` set back outside Penstock, or a position that the commit log does not know. */
async function requireOwnLineage(run: PipelineRun, sink: IcebergSink, stored: StoredPosition): Promise<void> {
  const path = `/penstock/v1/deployments/${run.spec.deploymentId}/tables/${sink.tableUuid}`;
  const answer = await sink.client.get(path);
  const last =
    answer.lastCommit === null || answer.lastCommit === undefined ? null : asObject(answer.lastCommit);
  if (last === null || asText(last.commitId) !== stored.commitId) {
    throw blocked(
      'unknown_position',
      'The position in the table is not the one that was committed last; the table was changed outside Penstock.',
    );
  }
  if (BigInt(asText(answer.lineage) ?? '0') > BigInt(asText(last.lineage) ?? '0')) {
    throw blocked(
      'set_back_outside',
      'The table was set back to an older snapshot outside Penstock. Reading on would leave a gap: roll back to a restore point, or deploy again with a new start position.',
    );
  }
}

function blocked(reason: string, message: string, details: Record<string, unknown> = {}): PenstockError {
  return new PenstockError('blocked', message, { details: { reason, ...details } });
}
