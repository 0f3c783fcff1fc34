import { createTopic } from '@penstock/local-stack/testing';
import { Kafka, logLevel, Partitioners } from 'kafkajs';

const PER_REQUEST = 10_000;

/** An order event of about 170 bytes, as a shop would send it. */
export function orderEvent(i: number): string {
  return JSON.stringify({
    order_id: `ord-${String(i).padStart(10, '0')}`,
    user_id: (i * 7919) % 100_000,
    amount: (i % 20_000) / 100,
    status: i % 10 === 0 ? 'cancelled' : 'paid',
    timestamp_ms: 1_795_000_000_000 + i,
    channel: i % 2 ? 'web' : 'app',
    note: 'gift wrap, leave at door',
  });
}

/** Orders with an amount of zero, which the transformer drops. */
export function isDropped(i: number): boolean {
  return i % 20_000 === 0;
}

/** A topic of its own with `count` orders over `partitions` partitions. Awaited one by one, so the order holds. */
export async function ordersTopic(brokers: string[], count: number, partitions: number): Promise<string> {
  const topic = await createTopic({ prefix: 'bench-orders', partitions });
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  for (let from = 0; from < count; from += PER_REQUEST) {
    const size = Math.min(PER_REQUEST, count - from);
    const messages = Array.from({ length: size }, (_, i) => ({
      partition: Math.floor((i * partitions) / size),
      value: orderEvent(from + i),
    }));
    await producer.send({ topic, messages, acks: 1 });
  }
  await producer.disconnect();
  return topic;
}
