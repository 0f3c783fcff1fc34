import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { PenstockError, printable, toPenstockError } from '@penstock/common';
import { limit, lock } from '../../duckdb/lock-down';
import type { TransformSql } from '../../transform/transform-sql';
import type { Checkpoint, RunEnd, RunProblem, RunSpec, SetAside } from '../../types';
import { IcebergSink } from '../sink/iceberg/iceberg-sink';
import type { StoredPosition } from '../sink/iceberg/position';
import type { CommitFacts } from '../sink/sink';
import { openSource } from '../source';
import type { Source } from '../source/source';
import { Backoff } from './backoff';
import { Batcher } from './batch';
import { crashPoint } from './crash-point';
import { findBeginning, newPosition, readPositions } from './first-position';
import { Progress } from './progress';
import { Reader, type TakenBlock } from './reader';
import { excerpt, setAsideChunks } from './set-aside';
import { addTotals, type Counted, emptyCount } from './totals';

/** What the child's process gives the run. */
export type RunPorts = {
  report(progress: Progress): void;
  setAside(records: SetAside[]): Promise<void>;
  event(kind: string, message: string, tookMs?: number): void;
};

/** Rows per commit when the pipeline says nothing: bounds what waits in the staging table. */
const DEFAULT_BATCH = 1_000_000;

/** One run of one pipeline: read, transform, commit, until told to stop. */
export class PipelineRun {
  readonly spec: RunSpec;
  readonly #transform: TransformSql;
  readonly #ports: RunPorts;
  readonly #stop = new AbortController();
  readonly #progress = new Progress();
  #reader: Reader | null = null;

  constructor(spec: RunSpec, transform: TransformSql, ports: RunPorts) {
    this.spec = spec;
    this.#transform = transform;
    this.#ports = ports;
  }

  stop(): void {
    this.#progress.phase = 'draining';
    this.#stop.abort();
    this.#reader?.interrupt();
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
    const { connection, sink } = await this.#patiently(() => this.#open());
    const batcher = new Batcher(connection, this.spec.pipeline, this.#transform);
    await batcher.reset();
    const beginning = await this.#patiently(() => findBeginning(this, sink, source));
    let stored = beginning.stored;
    if (beginning.first) {
      stored = await this.#commitFirst(sink, stored);
      this.#ports.event(
        'started',
        `First start: positions of ${stored.next.length} partitions written as seq ${stored.seq}.`,
      );
    }
    for (;;) {
      const positions = await this.#patiently(() => readPositions(stored, source));
      const reader = new Reader(source, positions, this.spec.pipeline.batchSize ?? DEFAULT_BATCH, (reason) =>
        this.#wait(reason),
      );
      this.#reader = reader;
      reader.start();
      this.#progress.begin(stored, reader);
      const outcome = await this.#commitLoop(reader, batcher, sink, source, stored);
      await reader.close();
      if (outcome.kind === 'stopped')
        return { kind: 'stopped', checkpoint: this.#checkpoint(sink, outcome.stored) };
      // Rule 4: this epoch's position is another than ours: drop what was read and go on from it.
      stored = outcome.stored;
      await batcher.reset();
    }
  }

  async #open(): Promise<{ connection: DuckDBConnection; sink: IcebergSink }> {
    const { spec } = this;
    const spillDirectory = join(spec.stateDir, 'spill');
    await mkdir(spillDirectory, { recursive: true });
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await limit(connection, { memoryMb: spec.limits.memoryMb, threads: spec.limits.threads, spillDirectory });
    const options = {
      deploymentId: spec.deploymentId,
      sink: spec.pipeline.sink,
      catalog: spec.catalog,
      extensions: spec.extensions,
      mustExist: (spec.lastCommit ?? null) !== null,
    };
    const sink = await IcebergSink.open(options, connection);
    const allowedDirectories = [...sink.directories, spec.stateDir];
    await lock(connection, { allowedDirectories, timeZone: spec.timeZone });
    return { connection, sink };
  }

  async #commitLoop(
    reader: Reader,
    batcher: Batcher,
    sink: IcebergSink,
    source: Source,
    from: StoredPosition,
  ): Promise<{ kind: 'stopped' | 'moved'; stored: StoredPosition }> {
    const { checkpointIntervalMs, batchSize } = this.spec.pipeline;
    const most = batchSize ?? DEFAULT_BATCH;
    let stored = from;
    for (;;) {
      const counted = emptyCount();
      const due = Date.now() + checkpointIntervalMs;
      let next: Map<number, bigint> | null = null;
      let newest = -1;
      while (!this.#stop.signal.aborted) {
        await reader.ready(Math.max(0, due - Date.now()), most - counted.in);
        const taken = reader.take();
        crashPoint('after-read');
        newest = Math.max(newest, await this.#addBlock(taken, batcher, stored, counted));
        next = taken.next;
        reader.release(taken.block);
        if (Date.now() >= due || counted.in >= most) break;
      }
      if (next !== null && hasMoved(next, stored)) {
        const outcome = await this.#commit(sink, stored, next, counted, newest);
        if (outcome.kind === 'moved') return { kind: 'moved', stored: outcome.stored };
        stored = outcome.stored;
        await batcher.reset();
        void source.publish({ topicId: reader.positions.topicId, next }).catch(() => {});
      }
      if (this.#stop.signal.aborted) return { kind: 'stopped', stored };
    }
  }

  /** Transforms a block and hands bad records on by policy; returns the newest timestamp. */
  async #addBlock(
    taken: TakenBlock,
    batcher: Batcher,
    stored: StoredPosition,
    counted: Counted,
  ): Promise<number> {
    const { block } = taken;
    const started = performance.now();
    const result = await batcher.add(block);
    counted.in += block.count;
    counted.bytesIn += block.payloadBytes;
    counted.out += result.rows;
    counted.filtered += result.filtered + result.ignored;
    counted.setAside += result.bad.length;
    this.#progress.batchMs = Math.round(performance.now() - started);
    const { onError } = this.spec.pipeline;
    const first = result.bad[0];
    if (first !== undefined && onError === 'fail') throw recordProblem(block, first);
    if (onError === 'quarantine') {
      const commit = { epoch: this.spec.epoch, seq: String(BigInt(stored.seq) + 1n) };
      for (const chunk of setAsideChunks(block, result.bad, commit)) await this.#ports.setAside(chunk);
    }
    let newest = -1;
    for (let i = 0; i < block.count; i++) newest = Math.max(newest, block.timestamps[i] ?? -1);
    return newest;
  }

  async #commit(
    sink: IcebergSink,
    previous: StoredPosition,
    next: ReadonlyMap<number, bigint>,
    counted: Counted,
    newest: number,
  ): Promise<{ kind: 'committed' | 'moved'; stored: StoredPosition }> {
    const topicId = previous.next[0]?.topicId ?? this.#reader?.positions.topicId ?? '';
    const offsets = [...next].map(([partition, offset]) => ({ topicId, partition, offset: String(offset) }));
    counted.bytesOut = this.#progress.takeBytesOut();
    const position = { ...newPosition(this, previous, offsets), totals: addTotals(previous.totals, counted) };
    const started = performance.now();
    const outcome = await this.#commitPosition(sink, position, previous, counted.out);
    if (outcome.kind === 'moved') return outcome;
    this.#progress.committed(position, Math.round(performance.now() - started), newest);
    void sink
      .facts()
      .then((facts: CommitFacts) => this.#progress.learn(facts, counted.out > 0n))
      .catch(() => {});
    this.#ports.report(this.#progress);
    return { kind: 'committed', stored: position };
  }

  async #commitFirst(sink: IcebergSink, position: StoredPosition): Promise<StoredPosition> {
    const outcome = await this.#commitPosition(sink, position, null, 0n);
    return outcome.kind === 'moved' ? outcome.stored : position;
  }

  async #commitPosition(
    sink: IcebergSink,
    position: StoredPosition,
    previous: StoredPosition | null,
    rows: bigint,
  ): Promise<{ kind: 'committed' } | { kind: 'moved'; stored: StoredPosition }> {
    const outcome = await sink.commit({ position, rows }, previous, new AbortController().signal, (reason) =>
      this.#wait(reason),
    );
    if (outcome.kind === 'fenced') throw new PenstockError('fenced', outcome.message);
    return outcome;
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
    if (this.#progress.wait(reason)) this.#ports.report(this.#progress);
  }

  get progress(): Progress {
    return this.#progress;
  }

  #checkpoint(sink: IcebergSink, stored: StoredPosition): Checkpoint {
    const { epoch, seq, commitId, next } = stored;
    return {
      epoch,
      seq,
      commitId,
      tableUuid: sink.tableUuid,
      snapshotId: this.#progress.snapshotId,
      offsets: next,
    };
  }

  #endOf(error: unknown): RunEnd {
    const problem = toPenstockError(error);
    if (problem.code === 'fenced') return { kind: 'fenced', message: problem.message };
    if (this.#stop.signal.aborted && (problem.code === 'unavailable' || problem.code === 'cancelled')) {
      return { kind: 'stopped', checkpoint: null };
    }
    return { kind: 'failed', problem: describe(problem) };
  }
}

const PERMANENT: ReadonlySet<string> = new Set([
  'blocked',
  'refused',
  'forbidden',
  'bad_input',
  'invalid_version',
  'unreadable',
]);

function describe(error: PenstockError): RunProblem {
  const { record, sqlLine, reason } = error.details;
  const code = error.code === 'blocked' && typeof reason === 'string' ? `blocked:${reason}` : error.code;
  return {
    code,
    message: printable(error.message, 4000),
    retryable: !PERMANENT.has(error.code),
    ...(typeof sqlLine === 'number' ? { sqlLine } : {}),
    ...(isRecord(record) ? { record } : {}),
  };
}

function isRecord(value: unknown): value is NonNullable<RunProblem['record']> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'partition' in value &&
    'offset' in value &&
    'excerpt' in value
  );
}

function recordProblem(
  block: TakenBlock['block'],
  bad: { record: number; reason: string; sqlLine: number | null },
): PenstockError {
  const { partition } = block.segmentOf(bad.record);
  const offset = String(block.offset(bad.record));
  return new PenstockError(
    'bad_input',
    `Partition ${partition}, offset ${offset}: ${bad.reason}. The pipeline stops at such records (on_error: fail).`,
    {
      details: {
        record: { partition, offset, excerpt: excerpt(block, bad.record) },
        sqlLine: bad.sqlLine ?? undefined,
      },
    },
  );
}

function hasMoved(next: ReadonlyMap<number, bigint>, stored: StoredPosition): boolean {
  const known = new Map(stored.next.map((p) => [p.partition, p.offset]));
  return [...next].some(([partition, offset]) => known.get(partition) !== String(offset));
}
