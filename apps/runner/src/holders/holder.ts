import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPenstockError, PenstockError } from '@penstock/common';
import type { DeploymentTask, PreparedVersion } from '@penstock/control/runner';
import type { Engine, RunProblem, RunReport } from '@penstock/engine';
import { Active } from './active';
import { decide, type Step } from './decide';
import { Failures } from './failures';
import { Health } from './health';
import type { HolderOptions } from './holder-options';
import { LeaseKeeper } from './lease-keeper';
import { isDatabaseTrouble, problemOf, storedProblem } from './problems';
import { buildRunSpec, isSame } from './run-spec';
import {
  type Closing,
  type FailedState,
  writeClosed,
  writeFailed,
  writeRejected,
  writeReleased,
} from './run-writes';
import { Wake } from './wake';

type Prepared = { version: PreparedVersion; engine: Engine };

const defaultDrainMs = 30_000;
/** How often the desired state is read without a wake-up. */
const lookEveryMs = 2_000;
const databaseRetryMs = 1_000;

/**
 * Carries out one deployment for as long as its lease is held: starts, replaces, stops and restarts runs until what is
 * observed equals what is desired. It lets the lease go when nothing should run, or when a person has to decide.
 */
export class Holder {
  readonly #options: HolderOptions;
  readonly #keeper: LeaseKeeper;
  readonly #wake = new Wake();
  readonly #failures = new Failures();
  #active: Active | null = null;
  #health: Health | null = null;
  /** The problem of a new version that could not replace the running one. */
  #rejected: { generation: number } | null = null;
  #failedAt: number | null = null;
  #epochUsed = false;
  #resumed = false;
  #draining = false;
  /** Set while a run is being ended by us, until its end is written. */
  #closing: Closing | null = null;
  /** The failure of the present run, noted but perhaps not written yet. */
  #failed: FailedState | null = null;
  #done = false;
  #memoryMb = 0;

  constructor(options: HolderOptions) {
    this.#options = options;
    this.#keeper = new LeaseKeeper({
      leases: options.control.leases,
      lease: options.lease,
      acquiredAt: options.acquiredAt,
      onLost: (reason) => this.#lost(reason),
      ...(options.timing ? { timing: options.timing } : {}),
    });
  }

  get deploymentId(): string {
    return this.#options.lease.deploymentId;
  }

  get memoryMb(): number {
    return this.#memoryMb;
  }

  /** Something may have changed: look now. */
  poke(): void {
    this.#wake.now();
  }

  /** Ends the run with a checkpoint and gives the lease back. */
  drain(): void {
    this.#draining = true;
    this.#wake.now();
  }

  /** At once: this process may no longer act. */
  kill(reason: string): void {
    this.#lost(reason);
  }

  /** Resolves when the lease is no longer held and nothing runs. */
  async run(): Promise<void> {
    while (!this.#done && !this.#keeper.ended) {
      try {
        await this.#turn();
      } catch (error) {
        await this.#troubled(error);
      }
    }
    const active = this.#active;
    active?.kill();
    await active?.ended(0);
    this.#keeper.close();
  }

  async #turn(): Promise<void> {
    const task = await this.#options.control.tasks.read(this.deploymentId);
    if (!this.#resumed && task) {
      this.#resumed = true;
      if (task.problem)
        this.#failures.resume(task.problem, task.desired.generation, performance.now(), Date.now());
    }
    const step = decide({
      desired: task?.desired ?? null,
      run: this.#active ? { generation: this.#active.generation, ended: this.#active.end !== null } : null,
      draining: this.#draining,
      retry: this.#failures.current,
      rejectedGeneration: this.#rejected?.generation ?? null,
      now: performance.now(),
    });
    await this.#carryOut(step, task);
  }

  async #carryOut(step: Step, task: DeploymentTask | null): Promise<void> {
    if (step.do === 'wait') return await this.#wake.wait(Math.min(step.ms ?? lookEveryMs, lookEveryMs));
    if (step.do === 'release') return await this.#release(task);
    if (step.do === 'stop') return await this.#stop(step.why);
    if (step.do === 'settle') return await this.#settle();
    if (!task) return;
    if (step.do === 'start') return await this.#start(task);
    await this.#replace(task);
  }

  /** Everything that can be found wrong with a version before anything is touched. */
  async #prepare(task: DeploymentTask): Promise<Prepared> {
    const version = await this.#options.control.tasks.prepare(task);
    const engine = this.#options.engines.find(version.pipeline.engine);
    if (!engine) {
      throw new PenstockError(
        'refused',
        `No runner here drives the engine "${version.pipeline.engine}". Start one that does, or choose the embedded engine for this pipeline.`,
      );
    }
    const error = engine.validate(version.pipeline).find((one) => one.severity === 'error');
    if (error) throw new PenstockError('refused', error.message);
    return { version, engine };
  }

  async #start(task: DeploymentTask): Promise<void> {
    this.#rejected = null;
    if (this.#failures.current && this.#failures.current.generation !== task.desired.generation)
      this.#failures.clear();
    let prepared: Prepared;
    try {
      prepared = await this.#prepare(task);
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      return await this.#couldNotRun(problemOf(error), task);
    }
    await this.#launch(task, prepared);
  }

  async #launch(task: DeploymentTask, prepared: Prepared): Promise<void> {
    const { control } = this.#options;
    const lease = this.#epochUsed ? await this.#keeper.advance() : this.#keeper.lease;
    this.#epochUsed = true;
    const { generation } = task.desired;
    const { version, engine } = prepared;
    const lastCommit = await control.tasks.knownCommit(task, version);
    const problem = this.#failures.stored(true);
    const { runId } = await control.runs.begin(lease, {
      versionId: version.versionId,
      generation,
      engine: engine.name,
      observed: {
        state: problem ? 'failing' : 'starting',
        versionId: version.versionId,
        generation,
        problem,
      },
      event: { kind: 'starting', message: `v${version.versionNumber} is starting (epoch ${lease.epoch})` },
    });
    const active = new Active({
      control,
      lease,
      runId,
      prepared: version,
      generation,
      onReport: (report) => this.#onReport(active, report),
      onLeaseLost: (reason) => this.#lost(reason),
      onEnded: () => this.#wake.now(),
      log: (error, what) => this.#options.log('warn', what, { err: error }),
    });
    this.#active = active;
    this.#health = new Health(performance.now());
    try {
      const stateDir = join(this.#options.workDir, this.deploymentId, runId);
      const extensions = await this.#options.extensions();
      await active.start(
        engine,
        buildRunSpec({
          prepared: version,
          lease,
          runId,
          start: task.start,
          lastCommit,
          catalogUri: this.#options.catalogUri,
          stateDir,
          extensions,
        }),
      );
      if (this.#keeper.ended) active.kill();
    } catch (error) {
      active.end = { kind: 'failed', problem: problemOf(error) };
    }
  }

  /** A newer command: the new version is made ready first, so that a bad one never stops the good one. */
  async #replace(task: DeploymentTask): Promise<void> {
    const active = this.#active;
    if (!active) return;
    let prepared: Prepared;
    try {
      prepared = await this.#prepare(task);
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      return await this.#keepOld(active, problemOf(error), task);
    }
    if (isSame(active.options.prepared, prepared.version)) return await this.#adopt(active, task);
    const message = `v${active.options.prepared.versionNumber} stopped for v${prepared.version.versionNumber}`;
    await this.#close(active, { kind: 'deploy', observed: 'starting', message });
    this.#failures.clear();
    this.#failedAt = null;
    await this.#launch(task, prepared);
  }

  async #keepOld(active: Active, problem: RunProblem, task: DeploymentTask): Promise<void> {
    const { generation } = task.desired;
    this.#rejected = { generation };
    await writeRejected(this.#options.control.runs, this.#keeper.lease, active, problem, generation);
  }

  /** The command asks for what runs already (a stop and a start in quick succession, or a retry). */
  async #adopt(active: Active, task: DeploymentTask): Promise<void> {
    const { generation } = task.desired;
    active.generation = generation;
    this.#failures.clear();
    await this.#options.control.runs.observe(
      this.#keeper.lease,
      { state: 'running', versionId: active.options.prepared.versionId, generation, problem: null },
      null,
    );
  }

  async #stop(why: 'stop' | 'shutdown'): Promise<void> {
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
    active.stop();
    const ended = await active.ended(this.#options.drainMs ?? defaultDrainMs);
    await active.flush();
    await writeClosed(this.#options.control.runs, active, ended, closing);
    await this.#forget(active);
  }

  /** The engine came back: asked to (and its end is not written yet), or by itself. */
  async #settle(): Promise<void> {
    const active = this.#active;
    const end = active?.end;
    if (!active || !end) return;
    if (this.#closing) return await this.#close(active, this.#closing);
    await active.flush();
    if (end.kind === 'fenced') return this.#lost(end.message);
    const problem: RunProblem =
      end.kind === 'failed'
        ? end.problem
        : { code: 'ended', message: 'The run ended without being asked to.', retryable: true };
    this.#failedAt ??= performance.now();
    // Kept, so that writing it again after the database was away counts it once.
    this.#failed ??= this.#noteFailure(problem, active.generation);
    const observed = this.#failed;
    await writeFailed(this.#options.control.runs, active, problem, observed);
    await this.#forget(active);
    if (observed.state === 'blocked') await this.#letGo();
  }

  /** A version that cannot even be prepared, with nothing running. */
  async #couldNotRun(problem: RunProblem, task: DeploymentTask): Promise<void> {
    const { generation, versionId } = task.desired;
    const observed = this.#noteFailure(problem, generation);
    await this.#options.control.runs.observe(
      this.#keeper.lease,
      { ...observed, versionId },
      { kind: observed.state, message: problem.message, detail: { code: problem.code } },
    );
    if (observed.state === 'blocked') await this.#letGo();
  }

  #noteFailure(problem: RunProblem, generation: number): FailedState {
    const now = Date.now();
    if (!problem.retryable) {
      this.#failures.clear();
      return {
        state: 'blocked',
        generation,
        problem: storedProblem(problem, { generation, since: new Date(now).toISOString() }),
      };
    }
    this.#failures.add(problem, generation, performance.now(), now);
    return { state: 'failing', generation, problem: this.#failures.stored(false) };
  }

  async #release(task: DeploymentTask | null): Promise<void> {
    if (task) await writeReleased(this.#options.control.runs, this.#keeper.lease, task);
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    this.#done = true;
    await this.#keeper.release();
  }

  #onReport(active: Active, report: RunReport): void {
    this.#memoryMb = report.memoryMb;
    const health = this.#health;
    if (!health || this.#active !== active || active.end) return;
    const failure = this.#failures.current;
    const isSettled = failure
      ? health.isProvenBy(report, performance.now())
      : report.phase === 'running' || report.phase === 'waiting';
    if (!isSettled) return;
    this.#health = null;
    this.#failures.clear();
    const tookMs =
      this.#failedAt === null ? performance.now() - active.startedAt : performance.now() - this.#failedAt;
    const event = failure
      ? {
          kind: 'restarted',
          message: `Restarted by ${active.options.lease.owner} after: ${failure.problem.message}`,
          tookMs,
        }
      : { kind: 'started', message: `v${active.options.prepared.versionNumber} runs`, tookMs };
    this.#failedAt = null;
    active.say(async () => {
      // A stop that was asked for meanwhile has the later word.
      if (this.#active === active && !this.#closing)
        await this.#options.control.runs.observe(
          active.options.lease,
          { state: 'running', problem: null },
          event,
        );
    }, 'the state could not be written');
  }

  async #forget(active: Active): Promise<void> {
    this.#active = null;
    this.#health = null;
    this.#closing = null;
    this.#failed = null;
    await rm(join(this.#options.workDir, this.deploymentId, active.options.runId), {
      recursive: true,
      force: true,
    }).catch(() => undefined);
  }

  async #troubled(error: unknown): Promise<void> {
    if (isPenstockError(error) && error.code === 'lease_lost') return this.#lost(error.message);
    this.#options.log('warn', 'carrying out a deployment waits', {
      err: error,
      deploymentId: this.deploymentId,
    });
    await this.#wake.wait(databaseRetryMs);
  }

  #lost(reason: string): void {
    if (this.#done) return;
    this.#done = true;
    this.#options.log('warn', 'the lease is lost', { reason, deploymentId: this.deploymentId });
    this.#keeper.close();
    this.#active?.kill();
    this.#wake.now();
  }
}
