import { isUtf8 } from 'node:buffer';
import { FilesSource } from '../embedded/source/files/files-source';
import { KafkaSource } from '../embedded/source/kafka/kafka-source';
import type { Positions, Source } from '../embedded/source/source';
import { RecordBlock } from '../records/record-block';
import type { SourceConnection } from '../types';

/** A message for people: text where it is text, base64 where not, both null for a tombstone. */
export type CapturedMessage = {
  partition: number;
  offset: string;
  timestampMs: string | null;
  key: string | null;
  headers: [string, string][];
  value: string | null;
  valueBase64: string | null;
};

/** Reading for a sample must not take longer than somebody waits. */
const GIVE_UP_MS = 8000;
const MAX_BYTES = 32 << 20;

/** The newest messages of a topic, oldest first, without joining a group. Throws PenstockError. */
export async function newestMessages(
  connection: SourceConnection,
  topic: string,
  limit: number,
): Promise<CapturedMessage[]> {
  const source =
    connection.kind === 'kafka'
      ? new KafkaSource(connection, topic, null)
      : new FilesSource(connection.dir, topic);
  try {
    const [first, last] = [
      await source.resolveStart({ kind: 'earliest' }),
      await source.resolveStart({ kind: 'latest' }),
    ];
    const begin = new Map(first.map((p) => [p.partition, BigInt(p.offset)]));
    const end = new Map(last.map((p) => [p.partition, BigInt(p.offset)]));
    const positions: Positions = { topicId: first[0]?.topicId ?? '', next: new Map() };
    for (const [partition, offset] of end) {
      const earliest = begin.get(partition) ?? 0n;
      const from = offset - BigInt(limit);
      if (offset > earliest) positions.next.set(partition, from < earliest ? earliest : from);
    }
    const block = await readUntil(source, positions, end);
    return newest(block, limit);
  } finally {
    await source.close();
  }
}

async function readUntil(
  source: Source,
  positions: Positions,
  end: ReadonlyMap<number, bigint>,
): Promise<RecordBlock> {
  const block = new RecordBlock();
  const giveUp = Date.now() + GIVE_UP_MS;
  while (positions.next.size > 0 && Date.now() < giveUp && block.bytesUsed < MAX_BYTES) {
    const fetched = await source.fetch(positions, { maxBytes: 8 << 20, maxWaitMs: 200 });
    const { moved } = fetched.appendTo(block);
    for (const [partition, offset] of moved) positions.next.set(partition, offset);
    for (const [partition, offset] of positions.next)
      if (offset >= (end.get(partition) ?? 0n)) positions.next.delete(partition);
  }
  return block;
}

function newest(block: RecordBlock, limit: number): CapturedMessage[] {
  const records = Array.from({ length: block.count }, (_, i) => i);
  const time = (i: number) => block.timestamps[i] ?? -1;
  records.sort((a, b) => time(a) - time(b) || Number(block.offset(a) - block.offset(b)));
  return records.slice(-limit).map((i) => captured(block, i));
}

function captured(block: RecordBlock, i: number): CapturedMessage {
  const value = block.value(i);
  const key = block.key(i);
  const text = value !== null && isUtf8(value);
  return {
    partition: block.segmentOf(i).partition,
    offset: String(block.offset(i)),
    timestampMs: (block.timestamps[i] ?? -1) < 0 ? null : String(block.timestamps[i]),
    key: key === null ? null : Buffer.from(key).toString('utf8'),
    headers: [],
    value: text ? Buffer.from(value).toString('utf8') : null,
    valueBase64: value === null || text ? null : Buffer.from(value).toString('base64'),
  };
}
