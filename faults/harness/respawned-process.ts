import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A process that comes back when it dies, as the launcher does it; `kill` is SIGKILL, `stop` ends it for good. */
export class RespawnedProcess {
  #child: ChildProcess | null = null;
  #stopped = false;
  #exited: Promise<void> = Promise.resolve();
  starts = 0;

  constructor(
    readonly name: string,
    readonly file: string,
    readonly env: Record<string, string>,
    readonly logFile: string,
  ) {}

  start(): void {
    const log = createWriteStream(this.logFile, { flags: 'a' });
    const child = spawn(process.execPath, ['--enable-source-maps', this.file], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#child = child;
    this.starts += 1;
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => {
        log.end();
        if (!this.#stopped) this.start();
        resolve();
      });
    });
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.name} is not running`);
    return pid;
  }

  /** `kill -9`; resolves when the dead process was seen and its successor has been spawned. */
  async kill(): Promise<void> {
    const exited = this.#exited;
    process.kill(this.pid, 'SIGKILL');
    await exited;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#stopped = true;
    const exited = this.#exited;
    this.#child?.kill(signal);
    await exited;
  }
}
