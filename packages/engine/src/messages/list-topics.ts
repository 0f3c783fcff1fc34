import { readdir } from 'node:fs/promises';
import { isPenstockError } from '@penstock/common';
import { FilesSource } from '../embedded/source/files/files-source';
import { EARLIEST, KafkaTopics, LATEST } from '../kafka/kafka-topics';
import type { SourceConnection } from '../types';

export type TopicSummary = { name: string; partitions: number /** Decimal string. */; messages: string };

/** More topics than this are listed without asking each for its messages. */
const COUNTED = 200;

/** Topics with how many messages they hold, by name; internal ones left out. Throws PenstockError. */
export async function listTopics(connection: SourceConnection): Promise<TopicSummary[]> {
  const topics =
    connection.kind === 'kafka' ? await kafkaTopics(connection) : await fileTopics(connection.dir);
  return topics.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function kafkaTopics(
  connection: Extract<SourceConnection, { kind: 'kafka' }>,
): Promise<TopicSummary[]> {
  const kafka = new KafkaTopics(connection);
  try {
    const found: TopicSummary[] = [];
    for (const [i, topic] of (await kafka.topics()).entries()) {
      let messages = 0n;
      if (i < COUNTED && topic.partitions.every((p) => p.leader >= 0)) {
        const [first, last] = [await kafka.offsets(topic, EARLIEST), await kafka.offsets(topic, LATEST)];
        for (const [partition, end] of last) messages += (end ?? 0n) - (first.get(partition) ?? 0n);
      }
      found.push({ name: topic.name, partitions: topic.partitions.length, messages: String(messages) });
    }
    return found;
  } finally {
    await kafka.close();
  }
}

async function fileTopics(dir: string): Promise<TopicSummary[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const found: TopicSummary[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    try {
      const ends = await new FilesSource(dir, entry.name).resolveStart({ kind: 'latest' });
      const messages = ends.reduce((sum, p) => sum + BigInt(p.offset), 0n);
      found.push({ name: entry.name, partitions: ends.length, messages: String(messages) });
    } catch (error) {
      // A folder without message files is no topic.
      if (!isPenstockError(error) || error.code !== 'not_found') throw error;
    }
  }
  return found;
}
