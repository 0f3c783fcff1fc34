import { PenstockError } from '@penstock/common';
import type { RecordBlock } from '../records/record-block';
import { decompress } from './compression';
import type { AbortedTransaction } from './fetch';
import { decodeRecords } from './records';

/** Byte positions in a record batch, message format v2 (Kafka protocol guide, "Record Batch"). */
const AT = {
  length: 8,
  magic: 16,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  count: 57,
  records: 61,
};
const LENGTH_FIELD_END = 12;
const COMPRESSION = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const ABORT_MARKER = 0;

/**
 * Decodes the record batches in `raw[start, end)` into the block: read-committed (aborted transactions and control
 * batches dropped), records below `from` dropped (a batch may begin earlier than asked for), a truncated last batch
 * left out. Returns the next offset to fetch, which steps over everything dropped; `from` when nothing was complete.
 */
export function decodeBatches(
  raw: Buffer,
  range: { start: number; end: number },
  from: bigint,
  aborted: readonly AbortedTransaction[],
  block: RecordBlock,
): bigint {
  const transactions = new AbortedTransactions(aborted);
  let next = from;
  let at = range.start;
  while (at + LENGTH_FIELD_END <= range.end) {
    const end = at + LENGTH_FIELD_END + raw.readInt32BE(at + AT.length);
    if (end > range.end) break;
    const magic = raw.readInt8(at + AT.magic);
    if (magic !== 2)
      throw new PenstockError(
        'refused',
        `The topic holds messages in the old format v${magic}; only v2 (Kafka 0.11 and newer) can be read.`,
      );
    const attributes = raw.readInt16BE(at + AT.attributes);
    const base = raw.readBigInt64BE(at);
    const lastOffset = base + BigInt(raw.readInt32BE(at + AT.lastOffsetDelta));
    if (!transactions.drops(raw, at, attributes, lastOffset)) {
      const timestamp = attributes & LOG_APPEND_TIME ? AT.maxTimestamp : AT.baseTimestamp;
      const codec = attributes & COMPRESSION;
      const packed = codec !== 0;
      const bytes = packed ? decompress(codec, raw.subarray(at + AT.records, end)) : raw;
      decodeRecords(
        {
          bytes,
          start: packed ? 0 : at + AT.records,
          end: packed ? bytes.length : end,
          count: raw.readInt32BE(at + AT.count),
          base,
          baseTimestamp: Number(raw.readBigInt64BE(at + timestamp)),
          fixedTimestamp: (attributes & LOG_APPEND_TIME) !== 0,
          from,
        },
        block,
      );
    }
    if (lastOffset >= next) next = lastOffset + 1n;
    at = end;
  }
  return next;
}

/** Which transactional batches belong to aborted transactions, following the markers as the broker's own client does. */
class AbortedTransactions {
  readonly #upcoming: AbortedTransaction[];
  readonly #open = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#upcoming = [...aborted].sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  }

  drops(raw: Buffer, at: number, attributes: number, lastOffset: bigint): boolean {
    for (
      let first = this.#upcoming[0];
      first !== undefined && first.firstOffset <= lastOffset;
      first = this.#upcoming[0]
    ) {
      this.#open.add(first.producerId);
      this.#upcoming.shift();
    }
    const producerId = raw.readBigInt64BE(at + AT.producerId);
    if (attributes & CONTROL) {
      if (controlType(raw, at + AT.records) === ABORT_MARKER) this.#open.delete(producerId);
      return true;
    }
    return (attributes & TRANSACTIONAL) !== 0 && this.#open.has(producerId);
  }
}

/** A control record's key is version int16, type int16; the one-byte varints before it are length, attributes, deltas and key length. */
function controlType(raw: Buffer, at: number): number {
  let position = at;
  const skipVarint = () => {
    while ((raw[position++] ?? 0) >= 0x80);
  };
  skipVarint();
  position += 1;
  skipVarint();
  skipVarint();
  skipVarint();
  return raw.readInt16BE(position + 2);
}
