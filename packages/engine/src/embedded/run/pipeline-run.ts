import { toPenstockError } from '@penstock/common';
import type { TransformSql } from '../../transform/transform-sql';
import type { Checkpoint, ReplayRecord, RunEnd, RunSpec } from '../../types';
import { Careful } from '../crashes/careful';
import type { IcebergSink } from '../sink/iceberg/iceberg-sink';
import type { StoredPosition } from '../sink/iceberg/position';
import { openSource } from '../source';
import type { Source } from '../source/source';
import { Backoff } from './backoff';
import { Batcher } from './batch';
import { CommitLoop, DEFAULT_BATCH } from './commit-loop';
import { commitPosition } from './commit-position';
import { readPositions } from './first-position';
import type { LoopParts } from './loop-parts';
import { openDuckDb, openSink } from './open-sink';
import { problemOf } from './problems';
import { Progress } from './progress';
import { Reader } from './reader';
import { ReplayQueue } from './replays';
import type { RunPorts } from './run-ports';
import { findBeginning } from './start/find-beginning';

/** One run of one pipeline: read, transform, commit, until told to stop. */
export class PipelineRun {
  readonly spec: RunSpec;
  readonly progress = new Progress();
  readonly #transform: TransformSql;
  readonly #ports: RunPorts;
  readonly #stop = new AbortController();
  readonly #replays = new ReplayQueue();
  #reader: Reader | null = null;

  constructor(spec: RunSpec, transform: TransformSql, ports: RunPorts) {
    this.spec = spec;
    this.#transform = transform;
    this.#ports = ports;
  }

  stop(): void {
    this.progress.phase = 'draining';
    this.#stop.abort();
    this.#reader?.interrupt();
  }

  /** Set-aside records for one of the next commits. */
  replay(records: readonly ReplayRecord[]): void {
    this.#replays.add(records);
  }

  /** Runs to the end. Never throws. */
  async run(): Promise<RunEnd> {
    let source: Source | null = null;
    try {
      source = openSource(this.spec);
      return await this.#run(source);
    } catch (error) {
      return this.#endOf(error);
    } finally {
      await this.#reader?.close();
      await source?.close();
    }
  }

  async #run(source: Source): Promise<RunEnd> {
    const { spec } = this;
    const connection = await openDuckDb(spec);
    const sink = await this.#patiently(() => openSink(spec, connection));
    this.progress.snapshotId = sink.table.snapshotId;
    const batcher = new Batcher(connection, spec.pipeline, this.#transform);
    await batcher.reset();
    let stored = await this.#begin(sink, source);
    const parts: LoopParts = {
      spec,
      sink,
      source,
      batcher,
      careful: new Careful(spec.caution ?? null),
      progress: this.progress,
      replays: this.#replays,
      ports: this.#ports,
      stop: this.#stop.signal,
      wait: (reason) => this.#wait(reason),
    };
    for (;;) {
      const end = await this.#readFrom(stored, parts);
      if (end.kind === 'stopped')
        return { kind: 'stopped', checkpoint: await this.#checkpoint(sink, end.stored) };
      // Rule 4: this epoch's position is another than ours: drop what was read and go on from it.
      stored = end.stored;
      await batcher.reset();
    }
  }

  /** Rule 2: a first or newly chosen position is committed before anything is read. */
  async #begin(sink: IcebergSink, source: Source): Promise<StoredPosition> {
    const { stored, commit } = await this.#patiently(() => findBeginning(this.spec, sink, source));
    if (commit === null) return stored;
    const { previous, leaves, said } = commit;
    const plan = { position: stored, rows: 0n, leaves };
    const moved = await commitPosition(sink, plan, previous, (reason) => this.#wait(reason));
    this.#ports.event('started', said);
    return moved ?? stored;
  }

  async #readFrom(stored: StoredPosition, parts: LoopParts) {
    const { source } = parts;
    const positions = await this.#patiently(() => readPositions(stored, source));
    const most = this.spec.pipeline.batchSize ?? DEFAULT_BATCH;
    const reader = new Reader(source, positions, most, (reason) => this.#wait(reason));
    this.#reader = reader;
    reader.start();
    this.progress.begin(stored, reader);
    const end = await new CommitLoop(parts, reader, stored).run();
    await reader.close();
    return end;
  }

  /** Repeats what failed because a service is not there, and says what it waits for. */
  async #patiently<T>(action: () => Promise<T>): Promise<T> {
    const backoff = new Backoff(200, 10_000);
    for (;;) {
      try {
        const result = await action();
        this.#wait(null);
        return result;
      } catch (error) {
        const problem = toPenstockError(error);
        if (problem.code !== 'unavailable' || this.#stop.signal.aborted) throw problem;
        this.#wait(problem.message);
        await backoff.wait(this.#stop.signal);
      }
    }
  }

  #wait(reason: string | null): void {
    if (this.progress.wait(reason)) this.#ports.report(this.progress);
  }

  async #checkpoint(sink: IcebergSink, stored: StoredPosition): Promise<Checkpoint> {
    const { epoch, seq, commitId, next } = stored;
    const snapshotId = await this.progress.knownSnapshot();
    return { epoch, seq, commitId, tableUuid: sink.tableUuid, snapshotId, offsets: next };
  }

  #endOf(error: unknown): RunEnd {
    const problem = toPenstockError(error);
    if (problem.code === 'fenced') return { kind: 'fenced', message: problem.message };
    if (this.#stop.signal.aborted && (problem.code === 'unavailable' || problem.code === 'cancelled')) {
      return { kind: 'stopped', checkpoint: null };
    }
    return { kind: 'failed', problem: problemOf(problem) };
  }
}
