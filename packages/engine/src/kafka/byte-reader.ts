/** Reads Kafka protocol fields. Throws RangeError past the end. */
export class ByteReader {
  readonly buffer: Buffer;
  position: number;

  constructor(buffer: Buffer, position = 0) {
    this.buffer = buffer;
    this.position = position;
  }

  int8(): number {
    return this.buffer.readInt8(this.#advance(1));
  }

  int16(): number {
    return this.buffer.readInt16BE(this.#advance(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.#advance(4));
  }

  int64(): bigint {
    return this.buffer.readBigInt64BE(this.#advance(8));
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  uvarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.buffer.readUInt8(this.#advance(1));
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a varint is longer than five bytes');
  }

  compactString(): string | null {
    const length = this.uvarint() - 1;
    if (length < 0) return null;
    const start = this.#advance(length);
    return this.buffer.toString('utf8', start, start + length);
  }

  compactArray<T>(read: () => T): T[] {
    const length = this.uvarint() - 1;
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(read());
    return items;
  }

  /** A UUID as Kafka prints it: base64url of its 16 bytes. */
  uuid(): string {
    const start = this.#advance(16);
    return this.buffer.toString('base64url', start, start + 16);
  }

  /** The byte range of a COMPACT_RECORDS field. */
  compactBytes(): { start: number; end: number } {
    const length = Math.max(0, this.uvarint() - 1);
    const start = this.#advance(length);
    return { start, end: start + length };
  }

  skipTags(): void {
    for (let left = this.uvarint(); left > 0; left--) {
      this.uvarint();
      this.#advance(this.uvarint());
    }
  }

  #advance(bytes: number): number {
    const at = this.position;
    if (at + bytes > this.buffer.length) throw new RangeError('the answer of Kafka is shorter than it says');
    this.position = at + bytes;
    return at;
  }
}
