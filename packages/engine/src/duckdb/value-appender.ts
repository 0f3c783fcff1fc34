import { isUtf8 } from 'node:buffer';
import { type DuckDBConnection, DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { RecordBlock } from '../records/record-block';
import { STRING_ENTRY_BYTES, VECTOR_ROWS, writeStringEntries } from './string-chunk';

/** Bounds what one vector keeps, so that a few huge values do not multiply. */
const MAX_CHUNK_BYTES = 8 << 20;

/**
 * Puts values of a block into a table `(r INTEGER, v VARCHAR)`: r is the record's index in the block, v its text.
 * Each vector gets the values' byte range in one call; the rows then point into it. DuckDB accepts a VARCHAR only when
 * it is valid UTF-8, so rows that are not are handed to `onInvalid` instead, and never shift another record.
 */
export class ValueAppender {
  readonly #chunk = DuckDBDataChunk.create([INTEGER, VARCHAR]);
  readonly #entries = new Uint32Array(VECTOR_ROWS * 4);
  readonly #ids = new Int32Array(VECTOR_ROWS);

  /** `accept` says which records are to be appended; it is called once per record, in order. */
  async append(
    connection: DuckDBConnection,
    table: string,
    block: RecordBlock,
    accept: (record: number) => boolean,
    onInvalid: (record: number) => void,
  ): Promise<number> {
    const appender = await connection.createAppender(table);
    let appended = 0;
    let from = 0;
    let bytes = 0;
    const flush = (to: number) => {
      for (const run of this.#validRuns(block, from, to, onInvalid)) {
        appender.appendDataChunk(this.#fill(block, run.from, run.to));
        appended += run.to - run.from;
      }
      bytes = 0;
    };
    for (let i = 0; i < block.count; i++) {
      if (!accept(i)) {
        flush(i);
        from = i + 1;
        continue;
      }
      const length = block.valueLength[i] ?? 0;
      if (i - from === VECTOR_ROWS || (i > from && bytes + length > MAX_CHUNK_BYTES)) {
        flush(i);
        from = i;
      }
      bytes += length;
    }
    flush(block.count);
    appender.closeSync();
    return appended;
  }

  /** Values lie one behind the other, so one check covers them all unless a value begins inside a character. */
  #validRuns(
    block: RecordBlock,
    from: number,
    to: number,
    onInvalid: (record: number) => void,
  ): { from: number; to: number }[] {
    if (from === to) return [];
    if (isUtf8(valueRange(block, from, to)) && !beginsInsideCharacter(block, from, to)) return [{ from, to }];
    const runs: { from: number; to: number }[] = [];
    let start = from;
    for (let i = from; i < to; i++) {
      if (isUtf8(valueRange(block, i, i + 1))) continue;
      onInvalid(i);
      if (i > start) runs.push({ from: start, to: i });
      start = i + 1;
    }
    if (to > start) runs.push({ from: start, to });
    return runs;
  }

  #fill(block: RecordBlock, from: number, to: number): DuckDBDataChunk {
    const rows = to - from;
    this.#chunk.reset();
    const raw = this.#chunk.chunk;
    const values = duckdb.data_chunk_get_vector(raw, 1);
    duckdb.vector_assign_string_element_len(values, 0, valueRange(block, from, to));
    const first = duckdb.vector_get_data(values, STRING_ENTRY_BYTES);
    const address = new DataView(first.buffer, first.byteOffset, STRING_ENTRY_BYTES).getBigUint64(8, true);
    writeStringEntries(this.#entries, block, from, to, address);
    duckdb.copy_data_to_vector(values, 0, this.#entries.buffer, 0, rows * STRING_ENTRY_BYTES);
    for (let k = 0; k < rows; k++) this.#ids[k] = from + k;
    duckdb.copy_data_to_vector(duckdb.data_chunk_get_vector(raw, 0), 0, this.#ids.buffer, 0, rows * 4);
    this.#chunk.rowCount = rows;
    return this.#chunk;
  }
}

function valueRange(block: RecordBlock, from: number, to: number): Uint8Array {
  const last = to - 1;
  return block.bytes.subarray(
    block.valueStart[from] ?? 0,
    (block.valueStart[last] ?? 0) + Math.max(0, block.valueLength[last] ?? 0),
  );
}

function beginsInsideCharacter(block: RecordBlock, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const first = block.bytes[block.valueStart[i] ?? 0] ?? 0;
    if (first >= 0x80 && first < 0xc0 && (block.valueLength[i] ?? 0) > 0) return true;
  }
  return false;
}
