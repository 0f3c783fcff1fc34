import type { Broker } from 'kafkajs/src/cluster/index.js';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { sendRaw } from './protocol-request';

export type PartitionMetadata = { partition: number; leader: number; errorCode: number };
export type TopicMetadata = {
  errorCode: number;
  name: string;
  topicId: string;
  internal: boolean;
  partitions: PartitionMetadata[];
};

const METADATA = { key: 3, version: 10, name: 'Metadata' };
/** Sixteen zero bytes: "no topic id given". */
const ZERO_UUID = Buffer.alloc(16);

/**
 * Metadata v10, the first version with topic ids (Kafka 2.8; kafkajs stops at v6). `topics` null asks for all topics.
 * Never creates a topic.
 */
export async function requestMetadata(
  broker: Broker,
  topics: readonly string[] | null,
): Promise<TopicMetadata[]> {
  const body = new ByteWriter().noTags();
  if (topics === null) body.uvarint(0);
  else body.compactArray(topics, (topic) => body.raw(ZERO_UUID).compactString(topic).noTags());
  body.boolean(false).boolean(false).boolean(false).noTags();
  return await sendRaw(broker, METADATA, body.finish(), decodeMetadata);
}

export function decodeMetadata(raw: Buffer): TopicMetadata[] {
  const reader = new ByteReader(raw);
  reader.skipTags();
  reader.int32();
  reader.compactArray(() => {
    reader.int32();
    reader.compactString();
    reader.int32();
    reader.compactString();
    reader.skipTags();
  });
  reader.compactString();
  reader.int32();
  return reader.compactArray(() => {
    const errorCode = reader.int16();
    const name = reader.compactString() ?? '';
    const topicId = reader.uuid();
    const internal = reader.boolean();
    const partitions = reader.compactArray(() => decodePartition(reader));
    reader.int32();
    reader.skipTags();
    return { errorCode, name, topicId, internal, partitions };
  });
}

function decodePartition(reader: ByteReader): PartitionMetadata {
  const errorCode = reader.int16();
  const partition = reader.int32();
  const leader = reader.int32();
  reader.int32();
  for (let list = 0; list < 3; list++) reader.compactArray(() => reader.int32());
  reader.skipTags();
  return { errorCode, partition, leader };
}
