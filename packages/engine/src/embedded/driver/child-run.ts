import type { ChildProcess } from 'node:child_process';
import { forkLimited } from '../../process/fork-limited';
import type { TransformSql } from '../../transform/transform-sql';
import type { ActiveRun, RunEnd, RunHooks, RunSpec } from '../../types';
import type { FromChild, ToChild } from '../child/protocol';

/** Above DuckDB's limit: Node, V8's reserved addresses, thread stacks, buffers. */
const ADDRESS_SPACE_EXTRA_MB = 6000;
const HEAP_MB = 512;
const SILENT_MS = 30_000;
const STDERR_KEPT = 4000;

/** One pipeline child: forwards its reports, watches that it lives, and says how it ended. */
export class ChildRun implements ActiveRun {
  readonly ended: Promise<RunEnd>;
  readonly #child: ChildProcess;
  readonly #hooks: RunHooks;
  #end: RunEnd | null = null;
  #hung = false;
  #killed = false;
  #stderr = '';
  #watch: NodeJS.Timeout;

  constructor(entry: string, spec: RunSpec, transform: TransformSql, hooks: RunHooks) {
    this.#hooks = hooks;
    const crashAt = process.env.CRASH_AT;
    this.#child = forkLimited({
      entry,
      addressSpaceMb: spec.limits.memoryMb + ADDRESS_SPACE_EXTRA_MB,
      heapMb: HEAP_MB,
      env: crashAt === undefined ? {} : { CRASH_AT: crashAt },
    });
    this.#watch = setTimeout(() => this.#onSilence(), SILENT_MS);
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    this.#child.on('message', (message: FromChild) => this.#onMessage(message));
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(this.#endOf(null, null, error.message)));
      this.#child.once('exit', (code, signal) => resolve(this.#endOf(code, signal, '')));
    });
    this.#send({ type: 'start', spec, transform });
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  stop(): void {
    this.#send({ type: 'stop' });
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  #send(message: ToChild): void {
    // A child that just died takes no more messages; `ended` says so.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #onMessage(message: FromChild): void {
    this.#watch.refresh();
    if (message.type === 'report') this.#hooks.onReport(message.report);
    else if (message.type === 'event') this.#hooks.onEvent(message);
    else if (message.type === 'ended') this.#end = message.end;
    else if (message.type === 'set-aside') {
      const { id, records } = message;
      this.#hooks.onSetAside(records).then(
        () => this.#send({ type: 'set-aside-done', id, error: null }),
        (error: unknown) =>
          this.#send({
            type: 'set-aside-done',
            id,
            error: error instanceof Error ? error.message : String(error),
          }),
      );
    }
  }

  #onSilence(): void {
    this.#hung = true;
    this.#child.kill('SIGKILL');
  }

  #endOf(code: number | null, signal: string | null, error: string): RunEnd {
    clearTimeout(this.#watch);
    if (this.#end !== null) return this.#end;
    if (this.#killed)
      return { kind: 'fenced', message: 'The run was ended at once because its lease was lost.' };
    const why = this.#hung
      ? `gave no sign of life for ${SILENT_MS / 1000} s and was ended`
      : `ended by itself (${signal ?? `exit code ${code}`})`;
    const problem = {
      code: this.#hung ? 'hung' : 'crashed',
      message: `The pipeline's process ${why}. ${error || errorLine(this.#stderr)}`.trim(),
      retryable: true,
    };
    return { kind: 'failed', problem };
  }
}

/** What the process said last, without its stack. */
function errorLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.find((line) => /^(\[?\w*Error|FATAL|.*\bfatal\b)/.test(line)) ?? lines.at(-1) ?? '').slice(
    0,
    400,
  );
}
