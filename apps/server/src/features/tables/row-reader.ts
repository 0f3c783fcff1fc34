import { type ChildProcess, fork } from 'node:child_process';
import { PenstockError } from '@penstock/common';
import type { ReadRowsAnswer, ReadRowsRequest } from './child/messages';

type Waiting = { resolve(rows: string[]): void; reject(error: Error): void; timer: NodeJS.Timeout };

/** Milliseconds that one reading of rows may take before the child is killed. */
const readLimitMs = 15_000;

/** The long-lived DuckDB child: started at the first request, again after it died. */
export class RowReader {
  private child: ChildProcess | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    private readonly script: string,
    private readonly warehouse: string,
  ) {}

  read(request: Omit<ReadRowsRequest, 'id'>): Promise<string[]> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end('Reading rows took too long; ask for fewer'), readLimitMs);
      this.waiting.set(id, { resolve, reject, timer });
      this.running().send({ id, ...request });
    });
  }

  close(): void {
    this.end('The server is stopping');
  }

  private running(): ChildProcess {
    if (this.child !== null) return this.child;
    const child = fork(this.script, [this.warehouse], {
      execArgv: [],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (answer: ReadRowsAnswer) => this.settle(answer));
    child.on('error', () => this.lost(child));
    child.on('exit', () => this.lost(child));
    this.child = child;
    return child;
  }

  private settle(answer: ReadRowsAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    clearTimeout(waiting?.timer);
    if ('rows' in answer) waiting?.resolve(answer.rows);
    else waiting?.reject(new PenstockError('unavailable', `The rows could not be read: ${answer.error}`));
  }

  private lost(child: ChildProcess): void {
    if (this.child !== child) return;
    this.end('The process that reads rows died; try again');
  }

  private end(reason: string): void {
    const child = this.child;
    this.child = null;
    child?.kill('SIGKILL');
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(new PenstockError('unavailable', reason));
    }
    this.waiting.clear();
  }
}
