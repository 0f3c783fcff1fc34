import { PenstockError } from '@penstock/common';
import { EARLIEST, type KafkaTopics, LATEST } from '../../../kafka/kafka-topics';
import type { TopicMetadata } from '../../../kafka/metadata';
import type { StartPosition } from '../../../types';

/** The first offset of every partition for a start choice; a partition without an answer starts at its beginning or end. */
export async function resolveStart(
  topics: KafkaTopics,
  topic: TopicMetadata,
  start: StartPosition,
): Promise<Map<number, bigint>> {
  const earliest = await topics.offsets(topic, EARLIEST);
  if (start.kind === 'earliest') return filled(topic, earliest, new Map());
  const latest = await topics.offsets(topic, LATEST);
  if (start.kind === 'latest') return filled(topic, latest, new Map());
  if (start.kind === 'group') {
    const group = await topics.groupOffsets(topic, start.groupId);
    if ([...group.values()].every((offset) => offset === null)) {
      throw new PenstockError(
        'blocked',
        `The consumer group "${start.groupId}" has no position on "${topic.name}". Choose another start position.`,
        { details: { reason: 'no_group_position' } },
      );
    }
    return filled(topic, group, earliest);
  }
  const at = Date.parse(start.at);
  if (Number.isNaN(at)) throw new PenstockError('bad_input', `"${start.at}" is not a time.`);
  return filled(topic, await topics.offsets(topic, at), latest);
}

function filled(
  topic: TopicMetadata,
  chosen: ReadonlyMap<number, bigint | null>,
  otherwise: ReadonlyMap<number, bigint | null>,
): Map<number, bigint> {
  return new Map(
    topic.partitions.map(({ partition }) => [
      partition,
      chosen.get(partition) ?? otherwise.get(partition) ?? 0n,
    ]),
  );
}
