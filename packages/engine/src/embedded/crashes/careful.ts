import { RecordBlock } from '../../records/record-block';
import type { Caution, PartitionPosition } from '../../types';
import type { TakenBlock } from '../run/reader';
import { PIECES } from './after-crash';

/** The child's side of the search for a record that crashes the engine: what it may take at once, and what it must leave. */
export class Careful {
  readonly #crashing: ReadonlySet<string>;
  readonly #until: ReadonlyMap<number, bigint>;
  readonly #piece = new RecordBlock();
  #limit: number | null;
  #clean = 0;

  constructor(caution: Caution | null) {
    this.#limit = caution?.limit ?? null;
    this.#crashing = new Set(caution?.crashing.map((c) => keyOf(c.topicId, c.partition, c.offset)));
    this.#until = new Map(caution?.until.map((p) => [p.partition, BigInt(p.offset)]));
  }

  get searching(): boolean {
    return this.#limit !== null;
  }

  /** To be told of every piece; true when the search has just ended: everything suspect is behind the position. */
  passed(next: readonly PartitionPosition[], records: number): boolean {
    if (this.#limit === null) return false;
    // As many pieces as the batch was cut into, and nothing happened: it lies further on.
    if (records > 0 && ++this.#clean >= PIECES) {
      this.#clean = 0;
      this.#limit *= PIECES;
    }
    const at = new Map(next.map((p) => [p.partition, BigInt(p.offset)]));
    const isOver = [...this.#until].every(([partition, offset]) => (at.get(partition) ?? 0n) >= offset);
    if (isOver) this.#limit = null;
    return isOver;
  }

  /** The block's records that must not be processed. */
  crashing(block: RecordBlock): ReadonlySet<number> {
    const found = new Set<number>();
    if (this.#crashing.size === 0) return found;
    for (const { topicId, partition, from, to } of block.segments) {
      for (let i = from; i < to; i++) {
        if (this.#crashing.has(keyOf(topicId, partition, String(block.offset(i))))) found.add(i);
      }
    }
    return found;
  }

  /**
   * The block in pieces of as many records as are allowed by then, each with the position behind it. A piece is good until
   * the next one is asked for.
   */
  *pieces(taken: TakenBlock, before: readonly PartitionPosition[]): Generator<TakenBlock> {
    const { block } = taken;
    const next = new Map(before.map((p) => [p.partition, BigInt(p.offset)]));
    let from = 0;
    while (from < block.count) {
      const to = Math.min(block.count, from + (this.#limit ?? block.count));
      this.#piece.clear();
      block.copyTo(this.#piece, from, to);
      for (const segment of this.#piece.segments)
        next.set(segment.partition, this.#piece.offset(segment.to - 1) + 1n);
      // What was read to the end also steps over offsets without records.
      yield { block: this.#piece, next: to === block.count ? taken.next : new Map(next) };
      from = to;
    }
    if (block.count === 0) yield taken;
  }
}

function keyOf(topicId: string, partition: number, offset: string): string {
  return `${topicId} ${partition} ${offset}`;
}
