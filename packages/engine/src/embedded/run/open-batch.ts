import type { TakenBlock } from './reader';
import { emptyCount } from './totals';

/** More records set aside than this, and the batch is committed: their bytes should not wait for the interval. */
const MANY_SET_ASIDE = 10_000;

/** What has been processed since the last commit. */
export class OpenBatch {
  readonly counted = emptyCount();
  /** The position behind it; null while nothing was read. */
  next: Map<number, bigint> | null = null;
  /** The newest timestamp, in ms since 1970; -1 when there is none. */
  newest = -1;
  readonly #due: number;
  readonly #most: number;

  constructor(intervalMs: number, mostRecords: number) {
    this.#due = Date.now() + intervalMs;
    this.#most = mostRecords;
  }

  get msLeft(): number {
    return Math.max(0, this.#due - Date.now());
  }

  get recordsLeft(): number {
    return this.#most - this.counted.in;
  }

  get isFull(): boolean {
    return this.msLeft === 0 || this.recordsLeft <= 0 || this.counted.setAside >= MANY_SET_ASIDE;
  }

  /** Notes the position and the age of a block that was processed. */
  cover({ block, next }: TakenBlock): void {
    this.next = next;
    for (let i = 0; i < block.count; i++) this.newest = Math.max(this.newest, block.timestamps[i] ?? -1);
  }
}
