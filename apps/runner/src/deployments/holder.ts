import { isPenstockError } from '@penstock/common';
import type { DeploymentTask } from '@penstock/control/runner';
import { LeaseKeeper } from '../lease/lease-keeper';
import { writeReleased } from '../runs/run-writes';
import { decide, type Step } from './decide';
import { DeploymentRuns } from './deployment-runs';
import type { HolderOptions } from './holder-options';
import { Wake } from './wake';

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
  readonly #runs: DeploymentRuns;
  #resumed = false;
  #draining = false;
  #done = false;

  constructor(options: HolderOptions) {
    this.#options = options;
    this.#keeper = new LeaseKeeper({
      leases: options.control.leases,
      lease: options.lease,
      acquiredAt: options.acquiredAt,
      onLost: (reason) => this.#lost(reason),
      ...(options.timing ? { timing: options.timing } : {}),
    });
    this.#runs = new DeploymentRuns(options, {
      keeper: this.#keeper,
      wake: () => this.#wake.now(),
      lost: (reason) => this.#lost(reason),
      letGo: () => this.#letGo(),
    });
  }

  get deploymentId(): string {
    return this.#options.lease.deploymentId;
  }

  get memoryMb(): number {
    return this.#runs.memoryMb;
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
    const active = this.#runs.active;
    active?.kill();
    await active?.ended(0);
    this.#keeper.close();
  }

  async #turn(): Promise<void> {
    const task = await this.#options.control.tasks.read(this.deploymentId);
    if (!this.#resumed && task) {
      this.#resumed = true;
      if (task.problem)
        this.#runs.failures.resume(task.problem, task.desired.generation, performance.now(), Date.now());
    }
    const { active } = this.#runs;
    const step = decide({
      desired: task?.desired ?? null,
      run: active ? { generation: active.generation, ended: active.end !== null } : null,
      draining: this.#draining,
      retry: this.#runs.failures.current,
      rejectedGeneration: this.#runs.rejectedGeneration,
      now: performance.now(),
    });
    await this.#carryOut(step, task);
  }

  async #carryOut(step: Step, task: DeploymentTask | null): Promise<void> {
    if (step.do === 'wait') {
      if (task) await this.#runs.active?.takeReplays(task.waitingReplays);
      return await this.#wake.wait(Math.min(step.ms ?? lookEveryMs, lookEveryMs));
    }
    if (step.do === 'release') return await this.#release(task);
    if (step.do === 'stop') return await this.#runs.stop(step.why);
    if (step.do === 'settle') return await this.#runs.settle();
    if (!task) return;
    if (step.do === 'start') return await this.#runs.start(task);
    await this.#runs.replace(task);
  }

  async #release(task: DeploymentTask | null): Promise<void> {
    if (task) await writeReleased(this.#options.control.runs, this.#keeper.lease, task);
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    this.#done = true;
    await this.#keeper.release();
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
    this.#runs.active?.kill();
    this.#wake.now();
  }
}
