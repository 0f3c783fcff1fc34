import { PenstockError } from '@penstock/common';
import { expect, test } from 'vitest';
import type { RecordBlock } from '../../records/record-block';
import type { Fetched, Positions, Source } from '../source/source';
import { Reader } from './reader';

const topicId = 'topic-1';

/** Two partitions of `length` records each, one per fetch and partition; `failAt` fetches break at partition 1. */
class TwoPartitions implements Source {
  fetches = 0;

  constructor(
    readonly length: bigint,
    readonly failAt: (fetch: number) => Error | null,
  ) {}

  async describe() {
    return { topic: 'orders', topicId, partitions: [0, 1], kind: 'kafka' as const };
  }

  async resolveStart() {
    return [];
  }

  async beginning() {
    return 0n;
  }

  async fetch(positions: Positions): Promise<Fetched> {
    const failure = this.failAt(this.fetches++);
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { appendTo: (block) => this.#append(positions, block, failure) };
  }

  async publish() {}
  async close() {}

  #append(positions: Positions, block: RecordBlock, failure: Error | null) {
    const moved = new Map<number, bigint>();
    for (const [partition, offset] of positions.next) {
      if (partition === 1 && failure !== null) throw failure;
      if (offset >= this.length) continue;
      const first = block.count;
      block.push({ offset, timestamp: 0, key: null, value: Buffer.from(`${partition}:${offset}`) });
      block.closeSegment({ topicId, topic: 'orders', partition }, first);
      moved.set(partition, offset + 1n);
    }
    return { moved, ends: new Map(), hindered: null };
  }
}

function reading(source: Source): Reader {
  const positions = { topicId, next: new Map([0, 1].map((partition) => [partition, 0n])) };
  return new Reader(source, positions, 1000, () => {});
}

/** Takes blocks until both partitions were read to the end; each block must hold exactly what its position says. */
async function takeAll(reader: Reader, length: bigint): Promise<string[]> {
  const values: string[] = [];
  const counted = new Map([
    [0, 0n],
    [1, 0n],
  ]);
  for (let finished = false; !finished; ) {
    await reader.ready(2, 1);
    const { block, next } = reader.take();
    for (let i = 0; i < block.count; i += 1) {
      const { partition } = block.segmentOf(i);
      values.push(Buffer.from(block.value(i) ?? []).toString());
      counted.set(partition, (counted.get(partition) ?? 0n) + 1n);
    }
    expect([...next]).toEqual([...counted]);
    finished = [...next.values()].every((offset) => offset === length);
    reader.release(block);
  }
  return values.sort();
}

const everyValue = (length: bigint) =>
  [0, 1].flatMap((partition) => Array.from({ length: Number(length) }, (_, i) => `${partition}:${i}`)).sort();

test('a fetch that fails at its second partition repeats no record of the first', async () => {
  const away = new PenstockError('unavailable', 'broker away');
  const reader = reading(new TwoPartitions(5n, (fetch) => (fetch === 1 || fetch === 3 ? away : null)));
  reader.start();
  expect(await takeAll(reader, 5n)).toEqual(everyValue(5n));
  await reader.close();
});

test('a block never holds records without the position behind them', async () => {
  const reader = reading(new TwoPartitions(60n, () => null));
  reader.start();
  expect(await takeAll(reader, 60n)).toEqual(everyValue(60n));
  await reader.close();
});

test('what cannot be waited for ends the reading with its reason', async () => {
  const damaged = new PenstockError('blocked', 'the batch is damaged');
  const reader = reading(new TwoPartitions(5n, () => damaged));
  reader.start();
  await expect(takeAll(reader, 5n)).rejects.toThrow('the batch is damaged');
  await reader.close();
});
