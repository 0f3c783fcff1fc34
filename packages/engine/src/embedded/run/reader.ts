import { isPenstockError, PenstockError, toPenstockError } from '@penstock/common';
import { RecordBlock } from '../../records/record-block';
import type { FetchResult, Positions, Source } from '../source/source';
import { Backoff } from './backoff';

/** A taken block and where reading stands behind it. */
export type TakenBlock = { block: RecordBlock; next: Map<number, bigint> };

const FULL_BYTES = 32 << 20;
const FULL_RECORDS = 245_760;
const MANY_BAD = 1000;
const RECORDS_WHILE_BAD = 16_384;
const FETCH_BYTES = 16 << 20;
const FETCH_WAIT_MS = 250;
/** Partitions are counted and the topic's id is checked this often. */
const LOOK_EVERY_MS = 30_000;

/**
 * Reads ahead into a block while the block before is being transformed. `take` swaps the blocks; reading stops while
 * the open block is full, which is the back-pressure of the run. Kafka that does not answer is waited for.
 */
export class Reader {
  readonly positions: Positions;
  readonly ends = new Map<number, bigint>();
  readonly #source: Source;
  readonly #stop = new AbortController();
  readonly #spare: RecordBlock[] = [new RecordBlock()];
  readonly #onWaiting: (reason: string | null) => void;
  #open = new RecordBlock();
  #waiting = false;
  #interrupted = false;
  #wake: () => void = () => {};
  #moved: () => void = () => {};
  #failure: PenstockError | null = null;
  #done: Promise<void> = Promise.resolve();
  #lookedAt = Date.now();

  readonly #fullRecords: number;
  #allowedRecords: number;

  /** `mostRecords` bounds a block to about that many: a fetch is not cut in two. */
  constructor(
    source: Source,
    positions: Positions,
    mostRecords: number,
    onWaiting: (reason: string | null) => void,
  ) {
    this.#fullRecords = Math.min(FULL_RECORDS, mostRecords);
    this.#allowedRecords = this.#fullRecords;
    this.#source = source;
    this.positions = { topicId: positions.topicId, next: new Map(positions.next) };
    this.#onWaiting = onWaiting;
  }

  start(): void {
    this.#done = this.#loop().catch((error: unknown) => {
      this.#failure = toPenstockError(error);
      this.#moved();
    });
  }

  get full(): boolean {
    return this.#open.bytesUsed >= FULL_BYTES || this.#open.count >= this.#allowedRecords;
  }

  get pending(): number {
    return this.#open.count;
  }

  /** Resolves when the block is full, reading failed, or after `ms`. Throws what reading threw. */
  async ready(ms: number, wantedRecords: number): Promise<void> {
    const until = Date.now() + ms;
    while (!this.#stop.signal.aborted && !this.#interrupted) {
      if (this.#failure !== null) throw this.#failure;
      const left = until - Date.now();
      if (this.full || this.#open.count >= wantedRecords || left <= 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#moved = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The records read so far, and the position behind them. Give the block back with `release`. */
  take(): TakenBlock {
    const block = this.#open;
    this.#open = this.#spare.pop() ?? new RecordBlock();
    this.#wake();
    return { block, next: new Map(this.positions.next) };
  }

  release(block: RecordBlock): void {
    block.clear();
    this.#spare.push(block);
  }

  /** Bad records cost more than good ones: after many of them blocks are smaller, until one comes without. */
  expectBad(badRecords: number): void {
    if (badRecords >= MANY_BAD) this.#allowedRecords = Math.min(this.#fullRecords, RECORDS_WHILE_BAD);
    else if (badRecords === 0) this.#allowedRecords = this.#fullRecords;
    this.#wake();
  }

  /** From now on `ready` answers at once: what was read is enough. */
  interrupt(): void {
    this.#interrupted = true;
    this.#moved();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    this.#moved();
    await this.#done;
  }

  async #loop(): Promise<void> {
    const backoff = new Backoff(200, 10_000);
    while (!this.#stop.signal.aborted) {
      if (this.full) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      try {
        await this.#lookAtPartitions();
        await this.#fetch();
        backoff.reset();
        this.#say(null);
      } catch (error) {
        if (!isPenstockError(error) || error.code !== 'unavailable') throw error;
        this.#say(error.message);
        await backoff.wait(this.#stop.signal);
      }
    }
  }

  /** Records and the positions behind them change in one synchronous step: `take` sees both or neither. */
  async #fetch(): Promise<void> {
    const budget = { maxBytes: FETCH_BYTES, maxWaitMs: FETCH_WAIT_MS };
    const fetched = await this.#source.fetch(this.positions, budget);
    const block = this.#open;
    const mark = block.mark();
    let result: FetchResult;
    try {
      result = fetched.appendTo(block);
    } catch (error) {
      block.rewind(mark);
      throw error;
    }
    for (const [partition, offset] of result.moved) this.positions.next.set(partition, offset);
    for (const [partition, offset] of result.ends) this.ends.set(partition, offset);
    if (block.count !== mark.count) this.#moved();
    // Without a pause, asking for a leader that is just moving would spin.
    if (result.moved.size === 0 && result.hindered !== null)
      throw new PenstockError('unavailable', result.hindered);
  }

  /** Rule 2: a partition that the position does not know starts at its beginning, never by scan mode. */
  async #lookAtPartitions(): Promise<void> {
    if (Date.now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = Date.now();
    const topic = await this.#source.describe();
    for (const partition of topic.partitions) {
      if (!this.positions.next.has(partition)) {
        this.positions.next.set(partition, await this.#source.beginning(partition));
      }
    }
  }

  #say(reason: string | null): void {
    if (reason === null && !this.#waiting) return;
    this.#waiting = reason !== null;
    this.#onWaiting(reason);
  }
}
