import { PenstockError } from '@penstock/common';
import type { PreviewJob, PreviewResult } from '../protocol';
import { PreviewWorker } from './preview-worker';

export type PreviewPoolOptions = {
  /** Path of preview-child.mjs. */
  entry: string;
  /** Children alive at most; the longest idle project's child gives way. */
  size?: number;
  /** Wall-clock limit of one preview in ms; past it the child is killed and replaced. */
  timeoutMs?: number;
};

/** More text than this is no transformer; DuckDB's parser takes seconds for what is far beyond. */
const MAX_SQL_BYTES = 1 << 20;
const MAX_VALUES_BYTES = 64 << 20;

/**
 * Warm, locked-down children for previews. A child serves one project only, so that nothing of one project can be left
 * for another; within a child every preview gets a fresh DuckDB instance.
 */
export class PreviewPool {
  readonly #workers = new Map<string, PreviewWorker>();
  readonly #options: Required<PreviewPoolOptions>;
  #spare: PreviewWorker | null = null;
  #closed = false;

  constructor(options: PreviewPoolOptions) {
    this.#options = { size: 4, timeoutMs: 5000, ...options };
    this.#refillSpare();
  }

  /** Runs a preview for a project. Throws `too_large`, `timeout`, `unavailable` (the child died) or `internal`. */
  async run(projectId: string, job: Omit<PreviewJob, 'id'>): Promise<PreviewResult> {
    if (this.#closed) throw new PenstockError('unavailable', 'Previews are shutting down.');
    if (Buffer.byteLength(job.transform.select) > MAX_SQL_BYTES) {
      throw new PenstockError('too_large', 'The SQL is too long for a preview (1 MiB); shorten it.');
    }
    const bytes = job.values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
    if (bytes > MAX_VALUES_BYTES) {
      throw new PenstockError(
        'too_large',
        'The sample has more than 64 MiB; take fewer or smaller messages.',
      );
    }
    return await this.#worker(projectId).run(job);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#workers.values(), ...(this.#spare === null ? [] : [this.#spare])];
    this.#workers.clear();
    this.#spare = null;
    await Promise.all(all.map((worker) => worker.close()));
  }

  #worker(projectId: string): PreviewWorker {
    const known = this.#workers.get(projectId);
    if (known !== undefined) {
      // Map order is the order of use.
      this.#workers.delete(projectId);
      this.#workers.set(projectId, known);
      return known;
    }
    this.#makeRoom();
    const worker = this.#spare ?? this.#start();
    this.#spare = null;
    this.#workers.set(projectId, worker);
    setImmediate(() => this.#refillSpare());
    return worker;
  }

  #makeRoom(): void {
    if (this.#workers.size < this.#options.size) return;
    const idle = [...this.#workers].find(([, worker]) => !worker.busy);
    if (idle === undefined) {
      throw new PenstockError(
        'unavailable',
        'Too many projects are previewing at once; try again in a moment.',
      );
    }
    this.#workers.delete(idle[0]);
    void idle[1].close();
  }

  #start(): PreviewWorker {
    return new PreviewWorker(this.#options);
  }

  #refillSpare(): void {
    if (!this.#closed) this.#spare ??= this.#start();
  }
}
