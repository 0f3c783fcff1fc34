/** A buffer that grows up to a limit. Throws a RangeError beyond it. */
export class GrowingBuffer {
  bytes: Buffer;
  used = 0;
  readonly #most: number;

  constructor(first: number, most: number) {
    this.#most = most;
    this.bytes = Buffer.allocUnsafe(Math.min(first, most));
  }

  /** Makes room for so many more bytes. */
  reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.bytes.length) return;
    if (needed > this.#most) throw new RangeError(`a batch unpacks to more than ${this.#most} bytes`);
    const grown = Buffer.allocUnsafe(Math.min(this.#most, Math.max(needed, this.bytes.length * 2)));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }

  append(chunk: Uint8Array): void {
    this.reserve(chunk.length);
    this.bytes.set(chunk, this.used);
    this.used += chunk.length;
  }

  finish(): Buffer {
    return this.bytes.subarray(0, this.used);
  }
}
