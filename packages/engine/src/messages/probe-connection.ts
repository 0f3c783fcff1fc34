import { KafkaTopics } from '../kafka/kafka-topics';
import type { SourceConnection } from '../types';
import { listTopics } from './list-topics';

/**
 * Asks a connection for its topics and reaches every broker that leads one: an address that brokers advertise and nobody
 * can reach from here is found now and not by the first read. Throws PenstockError in words.
 */
export async function probeConnection(connection: SourceConnection): Promise<{ topics: number }> {
  if (connection.kind === 'files') return { topics: (await listTopics(connection)).length };
  const kafka = new KafkaTopics(connection);
  try {
    const topics = await kafka.topics();
    const leaders = new Set(topics.flatMap((topic) => topic.partitions.map((p) => p.leader)));
    for (const nodeId of leaders) if (nodeId >= 0) await kafka.broker(nodeId);
    return { topics: topics.length };
  } finally {
    await kafka.close();
  }
}
