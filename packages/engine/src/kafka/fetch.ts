import type { Broker } from 'kafkajs/src/cluster/index.js';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { sendRaw } from './protocol-request';

export type FetchPartition = { partition: number; offset: bigint };
export type AbortedTransaction = { producerId: bigint; firstOffset: bigint };
export type FetchedPartition = {
  topicId: string;
  partition: number;
  errorCode: number;
  highWatermark: bigint;
  lastStableOffset: bigint;
  logStartOffset: bigint;
  aborted: AbortedTransaction[];
  /** Where the record batches lie in `raw`. */
  records: { start: number; end: number };
};
export type FetchAnswer = { raw: Buffer; errorCode: number; partitions: FetchedPartition[] };

export type FetchLimits = {
  maxWaitMs: number;
  minBytes: number;
  maxBytes: number;
  maxPartitionBytes: number;
};

const FETCH = { key: 1, version: 13, name: 'Fetch' };
const READ_COMMITTED = 1;

/**
 * Fetch v13 (Kafka 3.1): names the topic by id, so a topic that was dropped and made again answers with an error and
 * never with somebody else's records. Read-committed; the aborted transactions come with the answer. The record
 * batches stay raw bytes.
 */
export async function requestFetch(
  broker: Broker,
  topicId: string,
  partitions: readonly FetchPartition[],
  limits: FetchLimits,
): Promise<FetchAnswer> {
  const body = new ByteWriter().noTags();
  body.int32(-1).int32(limits.maxWaitMs).int32(limits.minBytes).int32(limits.maxBytes).int8(READ_COMMITTED);
  body.int32(0).int32(-1);
  body.compactArray([topicId], (id) => {
    body.uuid(id);
    body.compactArray(partitions, (p) => {
      body
        .int32(p.partition)
        .int32(-1)
        .int64(p.offset)
        .int32(-1)
        .int64(-1n)
        .int32(limits.maxPartitionBytes)
        .noTags();
    });
    body.noTags();
  });
  body.compactArray([], () => {});
  body.compactString('').noTags();
  return await sendRaw(broker, FETCH, body.finish(), decodeFetch);
}

export function decodeFetch(raw: Buffer): FetchAnswer {
  const reader = new ByteReader(raw);
  reader.skipTags();
  reader.int32();
  const errorCode = reader.int16();
  reader.int32();
  const partitions = reader
    .compactArray(() => {
      const topicId = reader.uuid();
      const list = reader.compactArray(() => decodePartition(reader, topicId));
      reader.skipTags();
      return list;
    })
    .flat();
  return { raw, errorCode, partitions };
}

function decodePartition(reader: ByteReader, topicId: string): FetchedPartition {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = reader.int64();
  const lastStableOffset = reader.int64();
  const logStartOffset = reader.int64();
  const aborted = reader.compactArray(() => {
    const transaction = { producerId: reader.int64(), firstOffset: reader.int64() };
    reader.skipTags();
    return transaction;
  });
  reader.int32();
  const records = reader.compactBytes();
  reader.skipTags();
  return { topicId, partition, errorCode, highWatermark, lastStableOffset, logStartOffset, aborted, records };
}
