import type { RunnerControl } from '@penstock/control/runner';
import type { RunReport } from '@penstock/engine';
import type { Active } from '../runs/active';
import { Health } from '../runs/health';
import type { Failures } from './failures';

type WatchOptions = {
  runs: RunnerControl['runs'];
  failures: Failures;
  /** Asked when the state is about to be written: a stop that was asked for meanwhile has the later word. */
  isWanted(active: Active): boolean;
};

/** Watches a new run's reports until it has proven itself, and then says that it runs. */
export class RunWatch {
  readonly #options: WatchOptions;
  #health: Health | null = null;
  #failedAt: number | null = null;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#health = new Health(performance.now());
  }

  end(): void {
    this.#health = null;
  }

  /** The time to recover counts from the first failure. */
  noteFailure(): void {
    this.#failedAt ??= performance.now();
  }

  forgetFailure(): void {
    this.#failedAt = null;
  }

  report(active: Active, report: RunReport): void {
    const { failures } = this.#options;
    const health = this.#health;
    if (!health || active.end) return;
    const failure = failures.current;
    const isSettled = failure
      ? health.isProvenBy(report, performance.now())
      : report.phase === 'running' || report.phase === 'waiting';
    if (!isSettled) return;
    this.#health = null;
    failures.clear();
    const tookMs = performance.now() - (this.#failedAt ?? active.startedAt);
    this.#failedAt = null;
    const { lease, prepared } = active.options;
    const event = failure
      ? {
          kind: 'restarted',
          message: `Restarted by ${lease.owner} after: ${failure.problem.message}`,
          tookMs,
        }
      : { kind: 'started', message: `v${prepared.versionNumber} runs`, tookMs };
    active.say(async () => {
      if (this.#options.isWanted(active))
        await this.#options.runs.observe(lease, { state: 'running', problem: null }, event);
    }, 'the state could not be written');
  }
}
