/** A run of records of one partition inside a block: records `from` (inclusive) to `to` (exclusive). */
export type BlockSegment = { topicId: string; topic: string; partition: number; from: number; to: number };

type BlockMark = {
  count: number;
  bytesUsed: number;
  keyBytesUsed: number;
  payloadBytes: number;
  segments: number;
};

const FIRST_RECORDS = 4096;
const FIRST_BYTES = 1 << 20;

/**
 * Records without an object per record: values lie one behind the other in `bytes`, keys in `keyBytes`, everything else
 * in typed arrays. Lengths of -1 mean null (a tombstone's value, a missing key). Blocks are reused: `clear` keeps the memory.
 */
export class RecordBlock {
  bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  bytesUsed = 0;
  keyBytes: Buffer = Buffer.allocUnsafe(FIRST_RECORDS);
  keyBytesUsed = 0;
  count = 0;
  /** Bytes of values and keys as received, for totals. */
  payloadBytes = 0;
  valueStart = new Uint32Array(FIRST_RECORDS);
  valueLength = new Int32Array(FIRST_RECORDS);
  keyStart = new Uint32Array(FIRST_RECORDS);
  keyLength = new Int32Array(FIRST_RECORDS);
  offsets = new BigInt64Array(FIRST_RECORDS);
  /** The same memory as `offsets`, low and high halves: the decoder writes 64-bit offsets without making bigints. */
  offsetWords = new Uint32Array(this.offsets.buffer);
  /** Milliseconds since 1970; -1 when the record has none. */
  timestamps = new Float64Array(FIRST_RECORDS);
  segments: BlockSegment[] = [];

  clear(): void {
    this.bytesUsed = 0;
    this.keyBytesUsed = 0;
    this.count = 0;
    this.payloadBytes = 0;
    this.segments = [];
  }

  /** Where the block stands now, for `rewind`. */
  mark(): BlockMark {
    const { count, bytesUsed, keyBytesUsed, payloadBytes } = this;
    return { count, bytesUsed, keyBytesUsed, payloadBytes, segments: this.segments.length };
  }

  /** Forgets everything that was appended after the mark. */
  rewind(mark: BlockMark): void {
    this.count = mark.count;
    this.bytesUsed = mark.bytesUsed;
    this.keyBytesUsed = mark.keyBytesUsed;
    this.payloadBytes = mark.payloadBytes;
    this.segments.length = mark.segments;
  }

  /** Makes room for `records` more records whose values, and whose keys, need at most `bytes` more bytes. */
  reserve(records: number, bytes: number, keyBytes: number): void {
    if (this.count + records > this.valueStart.length) this.#growRecords(this.count + records);
    if (this.bytesUsed + bytes > this.bytes.length) {
      this.bytes = grownBuffer(this.bytes, this.bytesUsed, this.bytesUsed + bytes);
    }
    if (this.keyBytesUsed + keyBytes > this.keyBytes.length) {
      this.keyBytes = grownBuffer(this.keyBytes, this.keyBytesUsed, this.keyBytesUsed + keyBytes);
    }
  }

  /** Appends one record; the slow way, for sources that are not Kafka. */
  push(record: {
    offset: bigint;
    timestamp: number;
    key: Uint8Array | null;
    value: Uint8Array | null;
  }): void {
    const { key, value } = record;
    this.reserve(1, value?.length ?? 0, key?.length ?? 0);
    const i = this.count;
    this.offsets[i] = record.offset;
    this.timestamps[i] = record.timestamp;
    this.keyStart[i] = this.keyBytesUsed;
    this.keyLength[i] = key?.length ?? -1;
    this.valueStart[i] = this.bytesUsed;
    this.valueLength[i] = value?.length ?? -1;
    if (key !== null) this.keyBytes.set(key, this.keyBytesUsed);
    if (value !== null) this.bytes.set(value, this.bytesUsed);
    this.keyBytesUsed += key?.length ?? 0;
    this.bytesUsed += value?.length ?? 0;
    this.payloadBytes += (key?.length ?? 0) + (value?.length ?? 0);
    this.count += 1;
  }

  /** Appends copies of the records from `from` (inclusive) to `to` (exclusive) to another block. */
  copyTo(other: RecordBlock, from: number, to: number): void {
    for (const segment of this.segments) {
      const first = other.count;
      for (let i = Math.max(from, segment.from); i < Math.min(to, segment.to); i++) {
        const timestamp = this.timestamps[i] ?? -1;
        other.push({ offset: this.offset(i), timestamp, key: this.key(i), value: this.value(i) });
      }
      other.closeSegment(segment, first);
    }
  }

  /** Declares that the records from `from` to the end came from this partition. */
  closeSegment(source: { topicId: string; topic: string; partition: number }, from: number): void {
    if (this.count === from) return;
    this.segments.push({ ...source, from, to: this.count });
  }

  /** A copy of the value's bytes, or null for a tombstone. */
  value(i: number): Uint8Array | null {
    return copied(this.bytes, this.valueStart[i], this.valueLength[i]);
  }

  key(i: number): Uint8Array | null {
    return copied(this.keyBytes, this.keyStart[i], this.keyLength[i]);
  }

  offset(i: number): bigint {
    return this.offsets[i] ?? 0n;
  }

  segmentOf(i: number): BlockSegment {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.segments[middle]?.to ?? 0) <= i) low = middle + 1;
      else high = middle;
    }
    const segment = this.segments[low];
    if (segment === undefined) throw new RangeError(`record ${i} lies outside the block`);
    return segment;
  }

  #growRecords(needed: number): void {
    const size = Math.max(needed, this.valueStart.length * 2);
    const grown = <T extends { set(from: T): void }>(make: new (n: number) => T, old: T): T => {
      const array = new make(size);
      array.set(old);
      return array;
    };
    this.valueStart = grown(Uint32Array, this.valueStart);
    this.valueLength = grown(Int32Array, this.valueLength);
    this.keyStart = grown(Uint32Array, this.keyStart);
    this.keyLength = grown(Int32Array, this.keyLength);
    this.timestamps = grown(Float64Array, this.timestamps);
    this.offsets = grown(BigInt64Array, this.offsets);
    this.offsetWords = new Uint32Array(this.offsets.buffer);
  }
}

function copied(bytes: Buffer, start: number | undefined, length: number | undefined): Uint8Array | null {
  if (start === undefined || length === undefined || length < 0) return null;
  return new Uint8Array(bytes.subarray(start, start + length));
}

function grownBuffer(old: Buffer, used: number, needed: number): Buffer {
  const grown = Buffer.allocUnsafe(Math.max(needed, old.length * 2));
  old.copy(grown, 0, 0, used);
  return grown;
}
