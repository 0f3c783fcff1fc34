import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import { type Consumer, Kafka, logLevel } from 'kafkajs';

export type TopicRecord = { partition: number; offset: bigint; timestampMs: number; value: string };

const limitMs = 90_000;

/**
 * Every record of a topic below the given offsets (partition -> next offset), in the order of each partition. Fails
 * with what the client did last rather than waiting for a client that came to rest: kafkajs says nothing when it stops.
 */
export async function readTopic(
  brokers: string[],
  topic: string,
  below: ReadonlyMap<number, bigint>,
): Promise<TopicRecord[]> {
  const kafka = new Kafka({ clientId: 'outside-check', brokers, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `outside-check-${randomUUID()}` });
  const records: TopicRecord[] = [];
  const open = new Set([...below].filter(([, next]) => next > 0n).map(([partition]) => partition));
  if (open.size === 0) return records;
  const story = storyOf(consumer);
  let limit: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      limit = setTimeout(
        () => reject(new PenstockError('timeout', missing(topic, records, open, story))),
        limitMs,
      );
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
      const take = (partition: number, messages: readonly Message[], last: string) => {
        const next = below.get(partition) ?? 0n;
        for (const message of messages)
          if (BigInt(message.offset) < next) records.push(recordOf(partition, message));
        if (BigInt(last) + 1n >= next) open.delete(partition);
        if (open.size === 0) resolve();
      };
      void (async () => {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await consumer.run({
          autoCommit: false,
          eachBatch: async ({ batch }) => take(batch.partition, batch.messages, batch.lastOffset()),
        });
      })().catch(reject);
    });
  } finally {
    clearTimeout(limit);
    await consumer.disconnect();
  }
  return records;
}

type Message = { offset: string; timestamp: string; value: Buffer | null };

const recordOf = (partition: number, { offset, timestamp, value }: Message): TopicRecord => ({
  partition,
  offset: BigInt(offset),
  timestampMs: Number(timestamp),
  value: value?.toString() ?? '',
});

/** The client's newest events by name, with how often each came. */
function storyOf(consumer: Consumer): Map<string, number> {
  const story = new Map<string, number>();
  for (const name of Object.values(consumer.events)) {
    consumer.on(name, () => {
      const times = story.get(name) ?? 0;
      story.delete(name);
      story.set(name, times + 1);
    });
  }
  return story;
}

function missing(
  topic: string,
  records: readonly TopicRecord[],
  open: ReadonlySet<number>,
  story: ReadonlyMap<string, number>,
): string {
  const events = [...story].map(([name, times]) => `${name} ${times}`).join(', ');
  return `read ${records.length} records of ${topic}, partitions ${[...open].join(', ')} not to their ends; the client's events, the newest last: ${events}`;
}
