import type { ExampleTopic, GeneratedMessage } from './messages';

export interface PartitionedMessage extends GeneratedMessage {
  partition: number;
  /** milliseconds since 1970: the time that the message carries for Kafka */
  timestampMs: number;
}

/** Where generated messages go. */
export interface MessageSink {
  partitions: number;
  /** messages of a topic so far: the sequence goes on from there */
  count(topic: ExampleTopic): Promise<number>;
  /** Resolves when the messages are durable. Called one after another: order within a partition depends on it. */
  append(topic: ExampleTopic, messages: PartitionedMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Same key, same partition. */
export function partitionOf(key: string, partitions: number): number {
  return Number(BigInt(key) % BigInt(partitions));
}
