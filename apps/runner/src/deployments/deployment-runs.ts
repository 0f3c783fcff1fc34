import type { DeploymentTask } from '@penstock/control/runner';
import type { Caution, RunEnd, RunProblem } from '@penstock/engine';
import type { LeaseKeeper } from '../lease/lease-keeper';
import type { Active } from '../runs/active';
import { type Launch, recordRun, removeFiles, startRun } from '../runs/launch';
import { isSame } from '../runs/run-spec';
import { type Closing, type FailedState, writeClosed, writeFailed, writeRejected } from '../runs/run-writes';
import { Failures } from './failures';
import type { HolderOptions } from './holder-options';
import { type Prepared, prepare } from './prepare';
import { isDatabaseTrouble, problemOf } from './problems';
import { RunWatch } from './run-watch';

/** What the runs of a deployment ask of whoever holds its lease. */
export type RunHost = {
  keeper: LeaseKeeper;
  /** Look again: a run came back. */
  wake(): void;
  /** The lease is somebody else's. */
  lost(reason: string): void;
  /** Nothing more can be done before a person decides. */
  letGo(): Promise<void>;
};

/** The one run of a deployment at a time: started, replaced, stopped, and its end written down. */
export class DeploymentRuns {
  readonly failures = new Failures();
  readonly #options: HolderOptions;
  readonly #host: RunHost;
  readonly #watch: RunWatch;
  #active: Active | null = null;
  /** The problem of a new version that could not replace the running one. */
  #rejected: { generation: number } | null = null;
  #epochUsed = false;
  /** Set while a run is being ended by us, until its end is written. */
  #closing: Closing | null = null;
  /** The failure of the present run, noted but perhaps not written yet. */
  #failed: FailedState | null = null;
  /** What the next run of this version has to know of the last one's crash. */
  #caution: { versionId: string; caution: Caution } | null = null;
  #memoryMb = 0;

  constructor(options: HolderOptions, host: RunHost) {
    this.#options = options;
    this.#host = host;
    this.#watch = new RunWatch({
      runs: options.control.runs,
      failures: this.failures,
      isWanted: (active) => this.#active === active && !this.#closing,
    });
  }

  get active(): Active | null {
    return this.#active;
  }

  get rejectedGeneration(): number | null {
    return this.#rejected?.generation ?? null;
  }

  get memoryMb(): number {
    return this.#memoryMb;
  }

  async start(task: DeploymentTask): Promise<void> {
    this.#rejected = null;
    if (this.failures.current && this.failures.current.generation !== task.desired.generation)
      this.failures.clear();
    let prepared: Prepared;
    try {
      prepared = await prepare(this.#options, task);
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      return await this.#couldNotRun(problemOf(error), task);
    }
    await this.#launch(task, prepared);
  }

  async #launch(task: DeploymentTask, prepared: Prepared): Promise<void> {
    const lease = this.#epochUsed ? await this.#host.keeper.advance() : this.#host.keeper.lease;
    this.#epochUsed = true;
    const { versionId } = prepared.version;
    const launch: Launch = {
      task,
      prepared,
      lease,
      lastCommit: await this.#options.control.tasks.knownCommit(task, prepared.version),
      problem: this.failures.stored(true),
      caution: this.#caution?.versionId === versionId ? this.#caution.caution : null,
      onReport: (active, report) => {
        this.#memoryMb = report.memoryMb;
        if (this.#active === active) this.#watch.report(active, report);
      },
      onLeaseLost: (reason) => this.#host.lost(reason),
      onEnded: () => this.#host.wake(),
    };
    const active = await recordRun(this.#options, launch);
    this.#active = active;
    this.#watch.begin();
    await startRun(this.#options, launch, active);
    if (this.#host.keeper.ended) active.kill();
  }

  /** A newer command: the new version is made ready first, so that a bad one never stops the good one. */
  async replace(task: DeploymentTask): Promise<void> {
    const active = this.#active;
    if (!active) return;
    let prepared: Prepared;
    try {
      prepared = await prepare(this.#options, task);
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      return await this.#keepOld(active, problemOf(error), task);
    }
    if (isSame(active.options.prepared, prepared.version)) return await this.#adopt(active, task);
    const message = `v${active.options.prepared.versionNumber} stopped for v${prepared.version.versionNumber}`;
    await this.#close(active, { kind: 'deploy', observed: 'starting', message });
    this.failures.clear();
    this.#watch.forgetFailure();
    await this.#launch(task, prepared);
  }

  async #keepOld(active: Active, problem: RunProblem, task: DeploymentTask): Promise<void> {
    const { generation } = task.desired;
    this.#rejected = { generation };
    await writeRejected(this.#options.control.runs, this.#host.keeper.lease, active, problem, generation);
  }

  /** The command asks for what runs already (a stop and a start in quick succession, or a retry). */
  async #adopt(active: Active, task: DeploymentTask): Promise<void> {
    const { generation } = task.desired;
    active.generation = generation;
    this.failures.clear();
    await this.#options.control.runs.observe(
      this.#host.keeper.lease,
      { state: 'running', versionId: active.options.prepared.versionId, generation, problem: null },
      null,
    );
  }

  async stop(why: 'stop' | 'shutdown'): Promise<void> {
    const active = this.#active;
    if (!active) return;
    const message = why === 'stop' ? 'Stopped' : 'Stopped because its runner ends; another one may take over';
    this.#closing = { kind: why, observed: 'stopped', message };
    await active.said();
    await this.#options.control.runs.observe(active.options.lease, { state: 'stopping' }, null);
    await this.#close(active, this.#closing);
  }

  /** Lets the run finish its batch (renewals go on meanwhile) and records its end. When that cannot be written yet, `settle` does it. */
  async #close(active: Active, closing: Closing): Promise<void> {
    this.#closing = closing;
    this.#caution = null;
    active.stop();
    const ended = await active.ended(this.#options.drainMs);
    await active.flush();
    await writeClosed(this.#options.control.runs, active, ended, closing);
    await this.#forget(active);
  }

  /** The engine came back: asked to (and its end is not written yet), or by itself. */
  async settle(): Promise<void> {
    const active = this.#active;
    const end = active?.end;
    if (!active || !end) return;
    if (this.#closing) return await this.#close(active, this.#closing);
    await active.flush();
    if (end.kind === 'fenced') return this.#host.lost(end.message);
    const problem = failureOf(end);
    this.#watch.noteFailure();
    const isSearching = end.kind === 'failed' && end.searching === true;
    // Kept, so that writing it again after the database was away counts it once.
    this.#failed ??= this.failures.note(problem, active.generation, isSearching);
    const observed = this.#failed;
    const { versionId } = active.options.prepared;
    this.#caution = end.kind === 'failed' && end.caution ? { versionId, caution: end.caution } : null;
    await writeFailed(this.#options.control.runs, active, problem, observed);
    await this.#forget(active);
    if (observed.state === 'blocked') await this.#host.letGo();
  }

  /** A version that cannot even be prepared, with nothing running. */
  async #couldNotRun(problem: RunProblem, task: DeploymentTask): Promise<void> {
    const { generation, versionId } = task.desired;
    const observed = this.failures.note(problem, generation, false);
    await this.#options.control.runs.observe(
      this.#host.keeper.lease,
      { ...observed, versionId },
      { kind: observed.state, message: problem.message, detail: { code: problem.code } },
    );
    if (observed.state === 'blocked') await this.#host.letGo();
  }

  async #forget(active: Active): Promise<void> {
    this.#active = null;
    this.#watch.end();
    this.#closing = null;
    this.#failed = null;
    await removeFiles(this.#options, active);
  }
}

function failureOf(end: RunEnd): RunProblem {
  return end.kind === 'failed'
    ? end.problem
    : { code: 'ended', message: 'The run ended without being asked to.', retryable: true };
}
