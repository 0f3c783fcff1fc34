import type { RecordBlock } from '../records/record-block';

export type RecordsRange = {
  bytes: Buffer;
  start: number;
  end: number;
  count: number;
  /** Offset and timestamp that the records' deltas count from. */
  base: bigint;
  baseTimestamp: number;
  /** True when every record has the batch's timestamp (LogAppendTime). */
  fixedTimestamp: boolean;
  /** Records below this offset were read before. */
  from: bigint;
};

const WORD = 4294967296;

/**
 * Decodes records (message format v2) into the block, without an object or a bigint per record. Headers are stepped
 * over. Layout: length, attributes, timestamp delta, offset delta, key length, key, value length, value, headers, all
 * lengths and deltas as zigzag varints.
 */
export function decodeRecords(range: RecordsRange, block: RecordBlock): void {
  const { bytes, baseTimestamp, fixedTimestamp } = range;
  const size = range.end - range.start;
  block.reserve(range.count, size, size);
  const { valueStart, valueLength, keyStart, keyLength, timestamps, offsetWords } = block;
  const target = block.bytes;
  const keys = block.keyBytes;
  const baseLow = Number(range.base & 0xffffffffn);
  const baseHigh = Number(range.base >> 32n);
  const skipBelow = range.from > range.base ? Number(range.from - range.base) : 0;
  let { count, bytesUsed, keyBytesUsed } = block;
  cursor = range.start;
  for (let i = 0; i < range.count; i++) {
    const length = varint(bytes);
    const next = cursor + length;
    if (next > range.end) throw new RangeError('a record reaches past its batch');
    cursor += 1;
    const timestampDelta = varlong(bytes);
    const offsetDelta = varint(bytes);
    if (offsetDelta < skipBelow) {
      cursor = next;
      continue;
    }
    const low = baseLow + offsetDelta;
    offsetWords[count * 2] = low;
    offsetWords[count * 2 + 1] = low < WORD ? baseHigh : baseHigh + 1;
    timestamps[count] = fixedTimestamp ? baseTimestamp : baseTimestamp + timestampDelta;
    const keySize = varint(bytes);
    keyStart[count] = keyBytesUsed;
    keyLength[count] = keySize;
    if (keySize > 0) {
      bytes.copy(keys, keyBytesUsed, cursor, cursor + keySize);
      keyBytesUsed += keySize;
      cursor += keySize;
    }
    const valueSize = varint(bytes);
    valueStart[count] = bytesUsed;
    valueLength[count] = valueSize;
    if (valueSize > 0) {
      bytes.copy(target, bytesUsed, cursor, cursor + valueSize);
      bytesUsed += valueSize;
    }
    count++;
    cursor = next;
  }
  block.payloadBytes += bytesUsed - block.bytesUsed + (keyBytesUsed - block.keyBytesUsed);
  block.count = count;
  block.bytesUsed = bytesUsed;
  block.keyBytesUsed = keyBytesUsed;
}

/** Module state instead of a cursor object: the loop above is the hottest of the source, and it never suspends. */
let cursor = 0;

/** A zigzag varint of at most 32 bits. */
function varint(bytes: Buffer): number {
  let byte = bytes[cursor++] ?? 0;
  let value = byte & 0x7f;
  for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
    byte = bytes[cursor++] ?? 0;
    value |= (byte & 0x7f) << shift;
  }
  return (value >>> 1) ^ -(value & 1);
}

/** A zigzag varint of at most 64 bits as a number: exact up to 2^53, far beyond any timestamp in milliseconds. */
function varlong(bytes: Buffer): number {
  let byte = bytes[cursor++] ?? 0;
  let value = byte & 0x7f;
  for (let factor = 128; byte >= 0x80; factor *= 128) {
    byte = bytes[cursor++] ?? 0;
    value += (byte & 0x7f) * factor;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
