import { CompressionTypes, type Producer } from 'kafkajs';
import { kafkaClient } from '../kafka/topics';
import type { MessageSink } from './sink';

export const examplePartitions = 3;

/** Sends to Kafka, acknowledged by all replicas, one request at a time; a failed producer is made anew. */
export function kafkaSink(brokers: string[]): MessageSink {
  const client = kafkaClient(brokers, 'penstock-generator');
  let producer: Producer | undefined;
  const close = async () => {
    const old = producer;
    producer = undefined;
    await old?.disconnect().catch(() => {});
  };
  return {
    partitions: examplePartitions,
    close,
    async count(topic) {
      const admin = client.admin();
      await admin.connect();
      try {
        const offsets = await admin.fetchTopicOffsets(topic);
        return Number(offsets.reduce((sum, { high }) => sum + BigInt(high), 0n));
      } finally {
        await admin.disconnect();
      }
    },
    async append(topic, messages) {
      try {
        if (!producer) {
          producer = client.producer({
            allowAutoTopicCreation: false,
            maxInFlightRequests: 1,
            idempotent: true,
          });
          await producer.connect();
        }
        await producer.send({
          topic,
          acks: -1,
          compression: CompressionTypes.None,
          messages: messages.map(({ key, value, partition, timestampMs }) => ({
            key,
            value,
            partition,
            timestamp: String(timestampMs),
          })),
        });
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}
