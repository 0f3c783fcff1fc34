import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { PenstockError } from '@penstock/common';
import { forkLimited } from '../../process/fork-limited';
import type { PreviewJob, PreviewReply, PreviewResult } from '../protocol';

const ADDRESS_SPACE_MB = 4000;
const HEAP_MB = 256;
/** Waiting previews per project; more only means that nobody reads the answers. */
const MAX_QUEUE = 16;
/** A child is up in a third of a second; one that takes so long has hung, or the machine has. */
const READY_WITHIN_MS = 30_000;

type Waiting = { id: number; resolve(result: PreviewResult): void; reject(error: PenstockError): void };

export type WorkerOptions = {
  /** Path of preview-child.mjs. */
  entry: string;
  /** Wall-clock limit of one preview in ms. */
  timeoutMs: number;
  /** Limit of the child's start in ms. */
  readyWithinMs?: number | undefined;
};

/** One child process. Jobs run one after the other; a job that overstays or kills the child fails alone. */
export class PreviewWorker {
  readonly #options: Required<WorkerOptions>;
  #child: ChildProcess | null = null;
  #ready: Promise<void> = Promise.resolve();
  #running: Waiting | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;
  #nextId = 1;
  #closed = false;

  constructor({ entry, timeoutMs, readyWithinMs }: WorkerOptions) {
    this.#options = { entry, timeoutMs, readyWithinMs: readyWithinMs ?? READY_WITHIN_MS };
    this.#spawn();
  }

  get busy(): boolean {
    return this.#queued > 0;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  run(job: Omit<PreviewJob, 'id'>): Promise<PreviewResult> {
    if (this.#queued >= MAX_QUEUE) {
      return Promise.reject(
        new PenstockError('unavailable', 'Too many previews of this project are waiting.'),
      );
    }
    this.#queued++;
    const turn = this.#queue.then(() => this.#runNow(job));
    this.#queue = turn.catch(() => {});
    return turn.finally(() => {
      this.#queued--;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
  }

  async #runNow(job: Omit<PreviewJob, 'id'>): Promise<PreviewResult> {
    const child = await this.#readyChild();
    const { timeoutMs } = this.#options;
    const id = this.#nextId++;
    return await new Promise<PreviewResult>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#running = null;
        this.#abandon(child);
        reject(
          new PenstockError('timeout', `The preview took longer than ${timeoutMs / 1000} s and was stopped.`),
        );
      }, timeoutMs);
      const settle = (action: () => void) => {
        clearTimeout(timer);
        this.#running = null;
        action();
      };
      this.#running = {
        id,
        resolve: (result) => settle(() => resolve(result)),
        reject: (error) => settle(() => reject(error)),
      };
      child.send({ ...job, id });
    });
  }

  /** The child once it says that it is ready. Throws `unavailable` when it ends before, or says nothing for too long. */
  async #readyChild(): Promise<ChildProcess> {
    if (this.#child === null) this.#spawn();
    const starting = this.#child;
    const { readyWithinMs } = this.#options;
    const limit = new AbortController();
    const late = delay(readyWithinMs, 'late' as const, { signal: limit.signal }).catch(() => null);
    const outcome = await Promise.race([this.#ready, late]);
    limit.abort();
    if (outcome === 'late' && starting !== null) {
      this.#abandon(starting);
      const seconds = readyWithinMs / 1000;
      throw new PenstockError(
        'unavailable',
        `The preview process did not start within ${seconds} s; try again. The machine may be short of memory.`,
      );
    }
    if (this.#child === null)
      throw new PenstockError('unavailable', 'The preview process could not be started.');
    return this.#child;
  }

  /** Its exit takes a moment: whoever comes next must not get it. */
  #abandon(child: ChildProcess): void {
    if (this.#child === child) this.#child = null;
    child.kill('SIGKILL');
    if (!this.#closed) this.#spawn();
  }

  #spawn(): void {
    const { entry } = this.#options;
    const child = forkLimited({ entry, addressSpaceMb: ADDRESS_SPACE_MB, heapMb: HEAP_MB });
    this.#child = child;
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2000);
    });
    this.#ready = new Promise((resolve) => {
      child.on('message', (reply: PreviewReply) => {
        if (reply.type === 'ready') resolve();
        else if (this.#child === child) this.#answer(reply);
      });
      const gone = () => {
        resolve();
        this.#lost(child, stderr);
      };
      child.once('exit', gone);
      child.once('error', gone);
    });
  }

  #answer(reply: Exclude<PreviewReply, { type: 'ready' }>): void {
    // The answer to a preview that was given up is nobody's.
    if (this.#running?.id !== reply.id) return;
    if (reply.type === 'result') this.#running.resolve(reply.result);
    else this.#running.reject(new PenstockError(reply.code, reply.message));
  }

  #lost(child: ChildProcess, stderr: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#running?.reject(
      new PenstockError(
        'unavailable',
        'The preview ended its process: the SQL or a message is too much for it.',
        {
          details: { signal: child.signalCode, code: child.exitCode },
          cause: stderr,
        },
      ),
    );
    // The next preview must not wait for a start.
    if (!this.#closed && this.#queued > 0) this.#spawn();
  }
}
