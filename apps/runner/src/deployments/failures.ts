import type { StoredProblem } from '@penstock/control/runner';
import type { RunProblem } from '@penstock/engine';
import type { FailedState } from '../runs/run-writes';
import { retryDelay } from './backoff';
import { storedProblem } from './problems';

export type Failure = {
  generation: number;
  count: number;
  since: string;
  problem: RunProblem;
  at: number;
  nextTryAt: string;
};

/** Failures in a row of one deployment, and when to try again. They belong to a generation: another command begins anew. */
export class Failures {
  #current: Failure | null = null;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  get current(): Failure | null {
    return this.#current;
  }

  /** Takes up what a former holder left behind, so that a take-over is no way round the back-off. */
  resume(stored: StoredProblem, generation: number, now: number, clock: number): void {
    if (stored.generation !== generation || stored.tries === undefined) return;
    const wait = stored.nextTryAt ? Math.max(0, new Date(stored.nextTryAt).getTime() - clock) : 0;
    this.#current = {
      generation,
      count: stored.tries,
      since: stored.since,
      at: now + wait,
      nextTryAt: stored.nextTryAt ?? new Date(clock).toISOString(),
      problem: {
        code: stored.code,
        message: stored.message,
        retryable: true,
        ...(stored.sqlLine === undefined ? {} : { sqlLine: stored.sqlLine }),
        ...(stored.record ? { record: stored.record } : {}),
      },
    };
  }

  /** A failure as the deployment shows it: counted when trying again may help, else the end of the count. */
  note(problem: RunProblem, generation: number, atOnce: boolean): FailedState {
    const now = Date.now();
    if (problem.retryable) {
      this.add(problem, generation, performance.now(), now, atOnce);
      return { state: 'failing', generation, problem: this.stored(false) };
    }
    this.clear();
    const since = new Date(now).toISOString();
    return { state: 'blocked', generation, problem: storedProblem(problem, { generation, since }) };
  }

  /**
   * One more. `now` is monotonic ms, `clock` the wall clock in ms for what the screen shows. With `atOnce` the next try is
   * another one than this, so that there is nothing to wait for.
   */
  add(problem: RunProblem, generation: number, now: number, clock: number, atOnce = false): Failure {
    const before = this.#current?.generation === generation ? this.#current : null;
    const count = (before?.count ?? 0) + 1;
    const delay = atOnce ? 0 : retryDelay(count, this.#random);
    this.#current = {
      generation,
      count,
      since: before?.since ?? new Date(clock).toISOString(),
      problem,
      at: now + delay,
      nextTryAt: new Date(clock + delay).toISOString(),
    };
    return this.#current;
  }

  clear(): void {
    this.#current = null;
  }

  /** As the deployment shows it; without the next try while a try is under way. */
  stored(isTrying: boolean): StoredProblem | null {
    const failure = this.#current;
    if (!failure) return null;
    return storedProblem(failure.problem, {
      generation: failure.generation,
      since: failure.since,
      tries: failure.count,
      nextTryAt: isTrying ? null : failure.nextTryAt,
    });
  }
}
