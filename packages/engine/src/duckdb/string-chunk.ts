import type { RecordBlock } from '../records/record-block';

/** DuckDB's vector size, and bytes per entry of a VARCHAR vector (`duckdb_string_t` in duckdb.h). */
export const VECTOR_ROWS = 2048;
export const STRING_ENTRY_BYTES = 16;
const INLINE_LENGTH = 12;
const WORD = 4294967296;

/**
 * Fills `entries` (4 words per row) with `duckdb_string_t`s that point into a copy of the block's bytes at `address`,
 * where DuckDB keeps the byte range that starts with record `from`. One pass, no call and no object per row.
 * Layout (duckdb.h): length, then either 12 inlined bytes or a 4-byte prefix and an 8-byte pointer, little-endian.
 */
export function writeStringEntries(
  entries: Uint32Array,
  block: RecordBlock,
  from: number,
  to: number,
  address: bigint,
): void {
  const { bytes, valueStart, valueLength } = block;
  const low = Number(address & 0xffffffffn);
  const high = Number(address >> 32n);
  const rangeStart = valueStart[from] ?? 0;
  for (let row = from; row < to; row++) {
    const length = valueLength[row] ?? 0;
    const start = valueStart[row] ?? 0;
    const at = (row - from) * 4;
    entries[at] = length;
    if (length <= INLINE_LENGTH) {
      entries[at + 1] = inlineWord(bytes, start, length, 0);
      entries[at + 2] = inlineWord(bytes, start, length, 4);
      entries[at + 3] = inlineWord(bytes, start, length, 8);
      continue;
    }
    entries[at + 1] = word(bytes, start);
    const pointer = low + (start - rangeStart);
    entries[at + 2] = pointer;
    entries[at + 3] = pointer < WORD ? high : high + 1;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

function inlineWord(bytes: Uint8Array, start: number, length: number, from: number): number {
  let value = 0;
  for (let i = 0; i < 4 && from + i < length; i++) value |= (bytes[start + from + i] ?? 0) << (8 * i);
  return value;
}
