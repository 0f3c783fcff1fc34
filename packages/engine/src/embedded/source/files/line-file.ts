import { open, stat } from 'node:fs/promises';
import type { RecordBlock } from '../../../records/record-block';

const NEWLINE = 0x0a;
const READ_BYTES = 4 << 20;

/** Lines as read: line `first + i` ends before byte `ends[i]` of the buffer. */
export type Lines = { first: bigint; buffer: Buffer; ends: number[]; timestamp: number };

/** Appends the lines as records; returns the number of the line behind them. */
export function appendLines({ first, buffer, ends, timestamp }: Lines, block: RecordBlock): bigint {
  let start = 0;
  let offset = first;
  for (const end of ends) {
    block.push({ offset, timestamp, key: null, value: buffer.subarray(start, end) });
    offset += 1n;
    start = end + 1;
  }
  return offset;
}

/** A file that only grows; line n is the message with offset n. Remembers where the line to read next begins. */
export class LineFile {
  readonly #path: string;
  /** Line number and byte position that belong together. */
  #line = 0n;
  #byte = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Complete lines in the file. */
  async count(): Promise<bigint> {
    let lines = 0n;
    await this.#scan(0, (chunk, length) => {
      for (let at = chunk.indexOf(NEWLINE); at >= 0 && at < length; at = chunk.indexOf(NEWLINE, at + 1))
        lines++;
      return true;
    });
    return lines;
  }

  /** Complete lines from `from` on, about `maxBytes` of them. `first` is below `from` when the file has fewer lines. */
  async read(from: bigint, maxBytes: number): Promise<Lines> {
    if (from !== this.#line) await this.#seek(from);
    const buffer = Buffer.allocUnsafe(Math.min(maxBytes, READ_BYTES));
    const { length, mtimeMs } = await this.#readAt(this.#byte, buffer);
    const ends: number[] = [];
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end >= 0 && end < length; end = buffer.indexOf(NEWLINE, start)) {
      ends.push(end);
      start = end + 1;
    }
    if (start === 0 && length === buffer.length)
      throw new RangeError(`${this.#path}: a line is longer than ${length} bytes`);
    const lines = { first: this.#line, buffer, ends, timestamp: mtimeMs };
    this.#line += BigInt(ends.length);
    this.#byte += start;
    return lines;
  }

  async #seek(line: bigint): Promise<void> {
    let left = line;
    let position = 0;
    this.#byte = 0;
    await this.#scan(0, (chunk, length) => {
      for (let at = -1; left > 0n; left--) {
        at = chunk.indexOf(NEWLINE, at + 1);
        if (at < 0 || at >= length) break;
        this.#byte = position + at + 1;
      }
      position += length;
      return left > 0n;
    });
    this.#line = line - left;
  }

  async #scan(from: number, visit: (chunk: Buffer, length: number) => boolean): Promise<void> {
    const chunk = Buffer.allocUnsafe(READ_BYTES);
    for (let position = from; ; ) {
      const { length } = await this.#readAt(position, chunk);
      if (length === 0 || !visit(chunk, length)) return;
      position += length;
    }
  }

  async #readAt(position: number, buffer: Buffer): Promise<{ length: number; mtimeMs: number }> {
    const file = await open(this.#path, 'r');
    try {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      return { length: bytesRead, mtimeMs: Math.floor((await stat(this.#path)).mtimeMs) };
    } finally {
      await file.close();
    }
  }
}
