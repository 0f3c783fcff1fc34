import type { ChildProcess } from 'node:child_process';
import { isPenstockError } from '@penstock/common';
import { forkLimited } from '../../process/fork-limited';
import type { TransformSql } from '../../transform/transform-sql';
import type { ActiveRun, Caution, ReplayRecord, RunEnd, RunHooks, RunProblem, RunSpec } from '../../types';
import type { AskError, FromChild, ToChild } from '../child/protocol';
import { afterCrash, type InFlight } from '../crashes/after-crash';
import { ENGINE_FAULT } from '../run/problems';

/** Above DuckDB's limit: Node, V8's reserved addresses, thread stacks, buffers. */
const ADDRESS_SPACE_EXTRA_MB = 6000;
const HEAP_MB = 512;
const SILENT_MS = 30_000;
const STDERR_KEPT = 4000;
/** Settings of the fault tests that a child inherits; nothing else of the environment reaches it. */
const FAULTS = ['CRASH_AT', 'CRASH_ON_VALUE'] as const;

/** One pipeline child: forwards its reports, watches that it lives, and says how it ended. */
export class ChildRun implements ActiveRun {
  readonly ended: Promise<RunEnd>;
  readonly #child: ChildProcess;
  readonly #hooks: RunHooks;
  readonly #silentMs: number;
  #end: RunEnd | null = null;
  #hung = false;
  #killed = false;
  #stderr = '';
  #watch: NodeJS.Timeout;
  #caution: Caution | null;
  #inFlight: InFlight | null = null;
  /** Ids of replays that the child was given and has not done with. */
  readonly #replaying = new Set<string>();

  constructor(
    entry: string,
    spec: RunSpec,
    transform: TransformSql,
    hooks: RunHooks,
    options: { silentMs?: number } = {},
  ) {
    this.#hooks = hooks;
    this.#caution = spec.caution ?? null;
    this.#silentMs = options.silentMs ?? SILENT_MS;
    this.#child = forkLimited({
      entry,
      addressSpaceMb: spec.limits.memoryMb + ADDRESS_SPACE_EXTRA_MB,
      heapMb: HEAP_MB,
      env: Object.fromEntries(
        FAULTS.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      ),
    });
    this.#watch = setTimeout(() => this.#onSilence(), this.#silentMs);
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    this.#child.on('message', (message: FromChild) => this.#onMessage(message));
    this.ended = this.#exited();
    this.#send({ type: 'start', spec, transform });
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  stop(): void {
    this.#send({ type: 'stop' });
  }

  replay(records: ReplayRecord[]): void {
    const fresh = records.filter(({ id }) => !this.#replaying.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) this.#replaying.add(id);
    this.#send({ type: 'replay', records: fresh });
  }

  get isReplaying(): boolean {
    return this.#replaying.size > 0;
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  /** What the child said last may still lie in the channel when its exit is known: the channel's end is waited for. */
  async #exited(): Promise<RunEnd> {
    const read = new Promise<void>((resolve) => this.#child.once('disconnect', resolve));
    const [code, signal, error] = await new Promise<[number | null, string | null, string]>((resolve) => {
      this.#child.once('error', (cause) => resolve([null, null, cause.message]));
      this.#child.once('exit', (exitCode, exitSignal) => resolve([exitCode, exitSignal, '']));
    });
    if (error === '' && this.#child.connected) await read;
    return this.#endOf(code, signal, error);
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
    else if (message.type === 'in-flight') this.#inFlight = message.records;
    else if (message.type === 'caution-over') this.#caution = null;
    else if (message.type === 'replays-over') for (const id of message.ids) this.#replaying.delete(id);
    else if (message.type === 'set-aside') this.#answer(message.id, this.#hooks.onSetAside(message.records));
    else if (message.type === 'replay-commit')
      this.#answer(message.id, this.#hooks.onReplayCommit(message.ids, message.commit));
    else if (message.type === 'replay-failed')
      this.#answer(message.id, this.#hooks.onReplayFailed(message.failures));
  }

  #answer(id: number, written: Promise<void>): void {
    written.then(
      () => this.#send({ type: 'done', id, error: null }),
      (error: unknown) => this.#send({ type: 'done', id, error: askError(error) }),
    );
  }

  #onSilence(): void {
    this.#hung = true;
    this.#child.kill('SIGKILL');
  }

  #endOf(code: number | null, signal: string | null, error: string): RunEnd {
    clearTimeout(this.#watch);
    if (this.#end?.kind === 'failed' && this.#end.problem.code === ENGINE_FAULT)
      return this.#crashed(this.#end.problem);
    if (this.#end?.kind === 'failed') return { ...this.#end, caution: this.#caution };
    if (this.#end !== null) return this.#end;
    if (this.#killed)
      return { kind: 'fenced', message: 'The run was ended at once because its lease was lost.' };
    const why = this.#hung
      ? `gave no sign of life for ${this.#silentMs / 1000} s and was ended`
      : `ended by itself (${signal ?? `exit code ${code}`})`;
    return this.#crashed({
      code: this.#hung ? 'hung' : 'crashed',
      message: `The pipeline's process ${why}. ${error || errorLine(this.#stderr)}`.trim(),
      retryable: true,
    });
  }

  #crashed(problem: RunProblem): RunEnd {
    const { caution, said, searching, hopeless } = afterCrash(this.#caution, this.#inFlight);
    const message = `${problem.message} ${said}`.trim();
    return { kind: 'failed', problem: { ...problem, message, retryable: !hopeless }, caution, searching };
  }
}

function askError(error: unknown): AskError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: isPenstockError(error) && error.code === 'conflict' ? 'conflict' : 'unavailable', message };
}

/** What the process said last, without its stack. */
function errorLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.find((line) => /^(\[?\w*Error|FATAL|.*\bfatal\b)/.test(line)) ?? lines.at(-1) ?? '').slice(
    0,
    400,
  );
}
