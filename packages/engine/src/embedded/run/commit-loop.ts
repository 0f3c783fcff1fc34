import { PenstockError } from '@penstock/common';
import type { PartitionPosition } from '../../types';
import type { InFlight } from '../crashes/after-crash';
import type { StoredPosition } from '../sink/iceberg/position';
import type { BatchResult } from './batch';
import { commitPosition } from './commit-position';
import { crashPoint } from './crash-point';
import { newPosition } from './first-position';
import type { LoopParts } from './loop-parts';
import { OpenBatch } from './open-batch';
import { isEngineFault, recordProblem } from './problems';
import type { Reader, TakenBlock } from './reader';
import { replayStep } from './replay-step';
import { setAsideChunks } from './set-aside';
import { addTotals } from './totals';

/** Rows per commit when the pipeline says nothing: bounds what waits in the staging table. */
export const DEFAULT_BATCH = 1_000_000;
/** Ready sooner than the interval while a crashing record is searched for: nobody should wait for small pieces. */
const SEARCH_INTERVAL_MS = 500;

export type LoopEnd = { kind: 'stopped' | 'moved'; stored: StoredPosition };

/** Reads, transforms and commits until told to stop, or until the table's position turns out to be another one. */
export class CommitLoop {
  readonly #parts: LoopParts;
  readonly #reader: Reader;
  #stored: StoredPosition;

  constructor(parts: LoopParts, reader: Reader, from: StoredPosition) {
    this.#parts = parts;
    this.#reader = reader;
    this.#stored = from;
  }

  async run(): Promise<LoopEnd> {
    const { careful, stop, replays } = this.#parts;
    for (;;) {
      const moved = !replays.isEmpty
        ? await this.#replay()
        : careful.searching
          ? await this.#piecemeal()
          : await this.#batch();
      if (moved !== null) return { kind: 'moved', stored: moved };
      if (stop.aborted) return { kind: 'stopped', stored: this.#stored };
    }
  }

  /** Set-aside records, between two batches. Returns the position when it is not ours. */
  async #replay(): Promise<StoredPosition | null> {
    const { moved, position } = await replayStep(this.#parts, this.#stored);
    if (moved) return position;
    this.#stored = position;
    return null;
  }

  /** One batch of as many blocks as the interval brings. Returns the position when it is not ours. */
  async #batch(): Promise<StoredPosition | null> {
    const { checkpointIntervalMs, batchSize } = this.#parts.spec.pipeline;
    const batch = new OpenBatch(checkpointIntervalMs, batchSize ?? DEFAULT_BATCH);
    while (!this.#parts.stop.aborted) {
      await this.#reader.ready(batch.msLeft, batch.recordsLeft);
      const taken = this.#reader.take();
      crashPoint('after-read');
      await this.#add(taken, batch);
      this.#reader.release(taken.block);
      if (batch.isFull) break;
    }
    return await this.#commit(batch);
  }

  /** A block in pieces, each committed: what crashes the engine is then in the piece behind the position. */
  async #piecemeal(): Promise<StoredPosition | null> {
    const { careful, ports, stop } = this.#parts;
    await this.#reader.ready(SEARCH_INTERVAL_MS, DEFAULT_BATCH);
    const taken = this.#reader.take();
    crashPoint('after-read');
    for (const piece of careful.pieces(taken, this.#stored.next)) {
      const batch = new OpenBatch(0, DEFAULT_BATCH);
      await this.#add(piece, batch);
      const moved = await this.#commit(batch);
      if (moved !== null) return moved;
      if (careful.passed(this.#stored.next, piece.block.count)) ports.cautionOver();
      if (stop.aborted) break;
    }
    this.#reader.release(taken.block);
    return null;
  }

  /** Transforms a block and hands bad records on by policy. */
  async #add(taken: TakenBlock, batch: OpenBatch): Promise<void> {
    const { spec, ports, progress } = this.#parts;
    const { block } = taken;
    const { counted } = batch;
    const started = performance.now();
    if (block.count > 0) ports.inFlight(this.#inFlight(taken, counted.in + block.count));
    const result = await this.#transform(block);
    counted.in += block.count;
    counted.bytesIn += block.payloadBytes;
    counted.out += result.rows;
    counted.filtered += result.filtered + result.ignored;
    counted.setAside += result.bad.length;
    this.#reader.expectBad(result.bad.length);
    progress.batchMs = Math.round(performance.now() - started);
    const { onError } = spec.pipeline;
    const first = result.bad[0];
    if (first !== undefined && onError === 'fail') throw recordProblem(block, first);
    if (onError === 'quarantine') {
      const commit = { epoch: spec.epoch, seq: String(BigInt(this.#stored.seq) + 1n) };
      for (const chunk of setAsideChunks(block, result.bad, commit)) await ports.setAside(chunk);
    }
    batch.cover(taken);
  }

  async #transform(block: TakenBlock['block']): Promise<BatchResult> {
    const { batcher, careful } = this.#parts;
    try {
      return await batcher.add(block, careful.crashing(block));
    } catch (error) {
      if (!isEngineFault(error)) throw error;
      const text = error instanceof Error ? error.message : String(error);
      throw new PenstockError('internal', `DuckDB gave up on these messages: ${text}`, {
        cause: error,
        details: { engineFault: true },
      });
    }
  }

  #inFlight({ block, next }: TakenBlock, records: number): InFlight {
    const { seq } = this.#stored;
    const { topicId, partition } = block.segmentOf(0);
    const only = records === 1 ? { topicId, partition, offset: String(block.offset(0)) } : null;
    return { seq, records, next: this.#positions(next), only };
  }

  #positions(next: ReadonlyMap<number, bigint>): PartitionPosition[] {
    const { topicId } = this.#reader.positions;
    return [...next].map(([partition, offset]) => ({ topicId, partition, offset: String(offset) }));
  }

  /** Null when the batch is committed, or there was nothing to commit; else the position that the table holds. */
  async #commit({ next, counted, newest }: OpenBatch): Promise<StoredPosition | null> {
    if (next === null || !hasMoved(next, this.#stored)) return null;
    const { spec, sink, source, batcher, progress, ports } = this.#parts;
    counted.bytesOut = progress.takeBytesOut();
    const position = {
      ...newPosition(spec, this.#stored, this.#positions(next)),
      totals: addTotals(this.#stored.totals, counted),
    };
    const started = performance.now();
    const plan = { position, rows: counted.out };
    const moved = await commitPosition(sink, plan, this.#stored, (reason) => this.#parts.wait(reason));
    if (moved !== null) return moved;
    progress.committed(position, Math.round(performance.now() - started), newest);
    if (counted.out > 0n) progress.learnFrom(sink);
    this.#stored = position;
    ports.inFlight(null);
    ports.report(progress);
    await batcher.reset();
    void source.publish({ topicId: this.#reader.positions.topicId, next }).catch(() => {});
    return null;
  }
}

function hasMoved(next: ReadonlyMap<number, bigint>, stored: StoredPosition): boolean {
  const known = new Map(stored.next.map((p) => [p.partition, p.offset]));
  return [...next].some(([partition, offset]) => known.get(partition) !== String(offset));
}
