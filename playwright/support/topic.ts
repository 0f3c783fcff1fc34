import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { brokers } from './stack';

export type TopicRecord = { partition: number; offset: bigint; value: string };

/** Every record of a topic below the given offsets (partition -> next offset), in the order of each partition. */
export async function readTopic(topic: string, below: ReadonlyMap<number, bigint>): Promise<TopicRecord[]> {
  const kafka = new Kafka({ clientId: 'outside-check', brokers: brokers(), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `outside-check-${randomUUID()}` });
  const records: TopicRecord[] = [];
  const open = new Set([...below].filter(([, next]) => next > 0n).map(([partition]) => partition));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            const next = below.get(batch.partition) ?? 0n;
            for (const { offset, value } of batch.messages) {
              if (BigInt(offset) >= next) continue;
              records.push({
                partition: batch.partition,
                offset: BigInt(offset),
                value: value?.toString() ?? '',
              });
            }
            if (BigInt(batch.lastOffset()) + 1n >= next) open.delete(batch.partition);
            if (open.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
}
