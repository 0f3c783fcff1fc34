/** Writes Kafka protocol fields, flexible versions included (KIP-482: compact arrays and strings, tag buffers). */
export class ByteWriter {
  readonly #parts: Buffer[] = [];

  int8(value: number): this {
    return this.#put(1, (b) => b.writeInt8(value));
  }

  int32(value: number): this {
    return this.#put(4, (b) => b.writeInt32BE(value));
  }

  int64(value: bigint): this {
    return this.#put(8, (b) => b.writeBigInt64BE(value));
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  uvarint(value: number): this {
    const bytes: number[] = [];
    let rest = value;
    while (rest >= 0x80) {
      bytes.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.push(rest);
    return this.raw(Buffer.from(bytes));
  }

  compactString(value: string): this {
    const bytes = Buffer.from(value);
    return this.uvarint(bytes.length + 1).raw(bytes);
  }

  compactArray<T>(items: readonly T[], write: (item: T) => void): this {
    this.uvarint(items.length + 1);
    for (const item of items) write(item);
    return this;
  }

  /** A UUID as Kafka prints it: base64url of its 16 bytes. */
  uuid(topicId: string): this {
    return this.raw(Buffer.from(topicId, 'base64url'));
  }

  noTags(): this {
    return this.uvarint(0);
  }

  raw(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #put(size: number, write: (buffer: Buffer) => void): this {
    const buffer = Buffer.alloc(size);
    write(buffer);
    return this.raw(buffer);
  }
}
