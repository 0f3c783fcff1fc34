import type { ChildProcess } from 'node:child_process';
import { PenstockError } from '@penstock/common';
import { forkLimited } from '../../process/fork-limited';
import type { PreviewJob, PreviewReply, PreviewResult } from '../protocol';

const ADDRESS_SPACE_MB = 4000;
const HEAP_MB = 256;
/** Waiting previews per project; more only means that nobody reads the answers. */
const MAX_QUEUE = 16;

type Waiting = { resolve(result: PreviewResult): void; reject(error: PenstockError): void };

/** One child process. Jobs run one after the other; a job that overstays or kills the child fails alone. */
export class PreviewWorker {
  readonly #entry: string;
  readonly #timeoutMs: number;
  #child: ChildProcess | null = null;
  #ready: Promise<void> = Promise.resolve();
  #running: Waiting | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;
  #nextId = 1;
  #closed = false;

  constructor(entry: string, timeoutMs: number) {
    this.#entry = entry;
    this.#timeoutMs = timeoutMs;
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
    if (this.#child === null) this.#spawn();
    await this.#ready;
    const child = this.#child;
    if (child === null) throw new PenstockError('unavailable', 'The preview process could not be started.');
    const id = this.#nextId++;
    return await new Promise<PreviewResult>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#running = null;
        this.#abandon(child);
        reject(
          new PenstockError(
            'timeout',
            `The preview took longer than ${this.#timeoutMs / 1000} s and was stopped.`,
          ),
        );
      }, this.#timeoutMs);
      const settle = (action: () => void) => {
        clearTimeout(timer);
        this.#running = null;
        action();
      };
      this.#running = {
        resolve: (result) => settle(() => resolve(result)),
        reject: (error) => settle(() => reject(error)),
      };
      child.send({ ...job, id });
    });
  }

  /** Its exit takes a moment: whoever comes next must not get it. */
  #abandon(child: ChildProcess): void {
    if (this.#child === child) this.#child = null;
    child.kill('SIGKILL');
    if (!this.#closed) this.#spawn();
  }

  #spawn(): void {
    const child = forkLimited({ entry: this.#entry, addressSpaceMb: ADDRESS_SPACE_MB, heapMb: HEAP_MB });
    this.#child = child;
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2000);
    });
    this.#ready = new Promise((resolve) => {
      child.on('message', (reply: PreviewReply) => {
        if (reply.type === 'ready') resolve();
        else this.#answer(reply);
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
    if (reply.type === 'result') this.#running?.resolve(reply.result);
    else this.#running?.reject(new PenstockError(reply.code, reply.message));
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
