import { PenstockError } from '@penstock/common';
import type { RunSpec } from '../../../types';
import type { PositionOfOther, StoredPosition } from '../../sink/iceberg/position';
import type { SourceTopic } from '../../source/source';

/** A start that a person has to decide about; `reason` is the code on the screen and in the plan. */
export function blocked(
  reason: string,
  message: string,
  details: Record<string, unknown> = {},
): PenstockError {
  return new PenstockError('blocked', message, { details: { reason, ...details } });
}

/** Offsets mean something in one incarnation of one topic only. */
export function requireSameTopic(stored: StoredPosition, topic: SourceTopic): void {
  const other = stored.next.find((p) => p.topicId !== topic.topicId);
  if (other === undefined) return;
  throw blocked('topic_recreated', `${whatChanged(stored, topic)} Choose a new start position.`);
}

function whatChanged(stored: StoredPosition, { kind, topic }: SourceTopic): string {
  if (stored.source === 'files' && kind === 'kafka')
    return `This pipeline has read message files so far, and now reads the topic "${topic}" of Kafka. Its position counts lines of those files and means nothing there.`;
  if (stored.source === 'kafka' && kind === 'files')
    return `This pipeline has read the topic of a Kafka so far, and now reads the message files of "${topic}". Its position counts messages of Kafka and means nothing there.`;
  return `The position was made on another topic than "${topic}" is now: it was deleted and created again (its id changed), or it is the topic of another Kafka. Its offsets mean other messages now.`;
}

/** Rule 2: no silent start beside a position that somebody else has for these messages. */
export function refuseSharedTopic(
  spec: RunSpec,
  others: readonly PositionOfOther[],
  topic: SourceTopic,
): void {
  const seen = new Set(spec.start.besides ?? []);
  const unseen = others.find(
    ({ deploymentId, position }) =>
      !seen.has(deploymentId) && position.next.some((p) => p.topicId === topic.topicId),
  );
  if (unseen === undefined) return;
  throw blocked(
    'position_of_other_deployment',
    `The table already holds a position for the topic "${topic.topic}" by another deployment (${unseen.deploymentId}). Starting anew would write its messages twice: deploy again and go on from that position, or write to another table.`,
    { deploymentId: unseen.deploymentId },
  );
}

/** Rule 2, seen from the one that was left: somebody has gone on from this very position. */
export function refuseAdopted(spec: RunSpec, held: StoredPosition, others: readonly PositionOfOther[]): void {
  const heir = others.find(
    ({ position }) =>
      position.adopted?.deploymentId === spec.deploymentId && position.adopted.commitId === held.commitId,
  );
  if (heir === undefined) return;
  throw blocked(
    'position_adopted',
    `Another deployment (${heir.deploymentId}) went on from this pipeline's position. Reading on here would write its messages twice: choose a new start position, or leave the table to the other one.`,
    { deploymentId: heir.deploymentId },
  );
}

export function tableGone(): PenstockError {
  return blocked(
    'table_replaced',
    'The table was dropped, or dropped and made again, outside Penstock (its id changed). Deploy again with a new start position.',
  );
}

export function positionGone(): PenstockError {
  return blocked(
    'position_missing',
    'The position was removed from the table outside Penstock. Deploy again with a new start position.',
  );
}
