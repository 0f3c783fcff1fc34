import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { RecordBlock } from '../records/record-block';
import { decodeBatches } from './record-batch';

const require = createRequire(import.meta.url);
type Encoded = { buffer: Buffer };
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0/index.js') as {
  RecordBatch(options: Record<string, unknown>): Promise<Encoded>;
};
const encodeRecord = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (
  options: Record<string, unknown>,
) => Encoded;

type Sent = { key?: string | null; value: string | Buffer | null; headers?: Record<string, string> };

/** Bytes made by kafkajs's own encoder: the producer's side of the same format. */
async function batch(
  firstOffset: number,
  records: Sent[],
  options: Record<string, unknown> = {},
): Promise<Buffer> {
  const encoded = records.map((record, i) =>
    encodeRecord({
      offsetDelta: i,
      timestampDelta: i * 10,
      key: record.key ?? null,
      value: record.value,
      headers: record.headers ?? {},
    }),
  );
  const { buffer } = await RecordBatch({
    firstOffset,
    firstTimestamp: 1000,
    maxTimestamp: 9000,
    lastOffsetDelta: records.length - 1,
    records: encoded,
    ...options,
  });
  return buffer;
}

function decode(raw: Buffer, from = 0n, aborted: { producerId: bigint; firstOffset: bigint }[] = []) {
  const block = new RecordBlock();
  const next = decodeBatches(raw, { start: 0, end: raw.length }, from, aborted, block);
  block.closeSegment({ topicId: 'id', topic: 't', partition: 3 }, 0);
  const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());
  const records = Array.from({ length: block.count }, (_, i) => [
    block.offset(i),
    block.timestamps[i],
    text(block.key(i)),
    text(block.value(i)),
  ]);
  return { next, records, block };
}

/** A control batch: key is version and type (0 abort, 1 commit). */
function marker(firstOffset: number, type: number, producerId: number): Promise<Buffer> {
  const key = Buffer.from([0, 0, 0, type]);
  return batch(firstOffset, [{ key: key as unknown as string, value: Buffer.alloc(6) }], { producerId }).then(
    (bytes) => {
      bytes.writeInt16BE(bytes.readInt16BE(21) | 0x30, 21);
      return bytes;
    },
  );
}

describe('record batches', () => {
  test('keys, values, tombstones, headers and line breaks keep their offsets', async () => {
    const raw = await batch(40, [
      { key: 'k', value: '{"a":1}' },
      { value: null },
      { value: 'two\nlines', headers: { h: 'v' } },
      { value: '' },
    ]);
    expect(decode(raw, 40n)).toMatchObject({
      next: 44n,
      records: [
        [40n, 1000, 'k', '{"a":1}'],
        [41n, 1010, null, null],
        [42n, 1020, null, 'two\nlines'],
        [43n, 1030, null, ''],
      ],
    });
  });

  test('gzip is unpacked', async () => {
    const raw = await batch(0, [{ value: 'a' }, { value: 'b'.repeat(5000) }], { compression: 1 });
    expect(decode(raw).records.map((r) => r[3])).toEqual(['a', 'b'.repeat(5000)]);
  });

  test('other codecs are refused by name', async () => {
    const raw = await batch(0, [{ value: 'a' }]);
    raw.writeInt16BE(4, 21);
    expect(() => decode(raw)).toThrow(/zstd/);
  });

  test('records below the position are dropped: a batch may begin earlier', async () => {
    const raw = await batch(10, [{ value: 'a' }, { value: 'b' }, { value: 'c' }]);
    expect(decode(raw, 12n)).toMatchObject({ next: 13n, records: [[12n, 1020, null, 'c']] });
  });

  test('offsets above 2^32 and 2^53 are exact', async () => {
    const raw = await batch(0, [{ value: 'a' }, { value: 'b' }]);
    raw.writeBigInt64BE(9007199254740993n, 0);
    expect(decode(raw).records.map((r) => r[0])).toEqual([9007199254740993n, 9007199254740994n]);
    raw.writeBigInt64BE(4294967295n, 0);
    expect(decode(raw).records.map((r) => r[0])).toEqual([4294967295n, 4294967296n]);
  });

  test('a truncated last batch is left for the next fetch, at every length', async () => {
    const whole = await batch(0, [{ value: 'a' }]);
    const second = await batch(1, [{ value: 'b' }]);
    for (let cut = 0; cut < second.length; cut++) {
      const { next, records } = decode(Buffer.concat([whole, second.subarray(0, cut)]));
      expect([next, records.length]).toEqual([1n, 1]);
    }
  });

  test('control batches give no records but move the position', async () => {
    const raw = Buffer.concat([
      await batch(0, [{ value: 'a' }], { transactional: true, producerId: 7 }),
      await marker(1, 1, 7),
    ]);
    expect(decode(raw)).toMatchObject({ next: 2n, records: [[0n, 1000, null, 'a']] });
  });

  test('an aborted transaction is dropped up to its marker, another producer’s and a later one are kept', async () => {
    const mine = (at: number, value: string, producerId: number) =>
      batch(at, [{ value }], { transactional: true, producerId });
    const raw = Buffer.concat([
      await mine(0, 'aborted', 7),
      await mine(1, 'kept', 8),
      await marker(2, 0, 7),
      await mine(3, 'later', 7),
      await marker(4, 1, 7),
      await marker(5, 1, 8),
    ]);
    const { next, records } = decode(raw, 0n, [{ producerId: 7n, firstOffset: 0n }]);
    expect(next).toBe(6n);
    expect(records.map((r) => r[3])).toEqual(['kept', 'later']);
  });

  test('LogAppendTime gives every record the batch’s time', async () => {
    const raw = await batch(0, [{ value: 'a' }, { value: 'b' }]);
    raw.writeInt16BE(8, 21);
    expect(decode(raw).records.map((r) => r[1])).toEqual([9000, 9000]);
  });
});
