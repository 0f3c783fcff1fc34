import type { Judged } from './judge';

/** Next offset per partition. */
export type Offsets = ReadonlyMap<number, bigint>;
export type Expected = { records: bigint; rows: string[]; filtered: bigint; setAside: bigint };

/** Every message that the broker acknowledged, by partition and offset, with what the reference makes of it. */
export class Ledger {
  readonly #partitions: Judged[][];

  constructor(partitions: number) {
    this.#partitions = Array.from({ length: partitions }, () => []);
  }

  append(partition: number, judged: readonly Judged[]): void {
    this.#of(partition).push(...judged);
  }

  /** The offset behind the last acknowledged message of each partition. */
  heads(): Map<number, bigint> {
    return new Map(this.#partitions.map((messages, partition) => [partition, BigInt(messages.length)]));
  }

  get records(): number {
    return this.#partitions.reduce((sum, messages) => sum + messages.length, 0);
  }

  /** What messages of [from, to) must have become; a partition that `from` lacks begins at 0. */
  between(from: Offsets, to: Offsets): Expected {
    const expected: Expected = { records: 0n, rows: [], filtered: 0n, setAside: 0n };
    for (const [partition, end] of to) {
      const messages = this.#of(partition).slice(Number(from.get(partition) ?? 0n), Number(end));
      expected.records += BigInt(messages.length);
      for (const judged of messages) {
        if (judged === 'filtered') expected.filtered += 1n;
        else if (judged === 'set aside') expected.setAside += 1n;
        else expected.rows.push(judged.row);
      }
    }
    return expected;
  }

  /** A commit can be seen before its messages' acknowledgement: true once all below `offsets` are known. */
  covers(offsets: Offsets): boolean {
    return [...offsets].every(([partition, end]) => BigInt(this.#of(partition).length) >= end);
  }

  #of(partition: number): Judged[] {
    const messages = this.#partitions[partition];
    if (messages === undefined) throw new Error(`partition ${partition} is not one of this topic's`);
    return messages;
  }
}
