import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export type ProcessOptions = {
  name: string;
  /** Bundle to run. */
  file: string;
  nodeArgs?: readonly string[];
  env: Record<string, string>;
  logFile: string;
  onSpawn(pid: number): void;
};

/** A process that comes back when it dies, as the launcher does it. */
export class RespawnedProcess {
  readonly #options: ProcessOptions;
  #child: ChildProcess | null = null;
  #respawn = true;
  #exited: Promise<void> = Promise.resolve();
  #nextEnv: Record<string, string> = {};
  starts = 0;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  start(): void {
    const { file, env, logFile, nodeArgs } = this.#options;
    this.#respawn = true;
    const log = createWriteStream(logFile, { flags: 'a' });
    const child = spawn(process.execPath, [...(nodeArgs ?? []), '--enable-source-maps', file], {
      env: { ...env, ...this.#nextEnv },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // leads a group of its own, see ProcessGroups
    });
    this.#nextEnv = {};
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    if (child.pid !== undefined) this.#options.onSpawn(child.pid);
    this.#child = child;
    this.starts += 1;
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => {
        log.end();
        if (this.#respawn) this.start();
        resolve();
      });
    });
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.#options.name} is not running`);
    return pid;
  }

  /** Resolves when the process that runs now has ended and, unless it was taken down, its successor was spawned. */
  get exited(): Promise<void> {
    return this.#exited;
  }

  /** Ends the process; it comes back, with `env` added to this one start. */
  async end(signal: NodeJS.Signals = 'SIGKILL', env: Record<string, string> = {}): Promise<void> {
    const exited = this.#exited;
    this.#nextEnv = env;
    process.kill(this.pid, signal);
    await exited;
  }

  /** Ends the process, and it stays away until `start`. */
  async down(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#respawn = false;
    const exited = this.#exited;
    this.#child?.kill(signal);
    await exited;
  }
}
