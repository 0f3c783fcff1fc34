import { isPenstockError } from '@penstock/common';
import type { Lease, PreparedVersion, RunnerControl } from '@penstock/control/runner';
import type { ActiveRun, Engine, RunEnd, RunHooks, RunReport, RunSpec } from '@penstock/engine';
import { untilWritten } from './durable-writes';
import { ReplayHandover } from './replay-handover';
import { ReportWriter } from './report-writer';

export type ActiveOptions = {
  control: Pick<RunnerControl, 'runs'>;
  lease: Lease;
  runId: string;
  prepared: PreparedVersion;
  generation: number;
  onReport(report: RunReport): void;
  /** The database says that the lease is somebody else's. */
  onLeaseLost(reason: string): void;
  onEnded(): void;
  log(error: unknown, what: string): void;
};

/** A started run with everything it says on its way to Postgres. */
export class Active {
  readonly options: ActiveOptions;
  readonly startedAt = performance.now();
  end: RunEnd | null = null;
  /** Grows when a later command asks for exactly what runs already. */
  generation: number;
  readonly #reports: ReportWriter;
  readonly #replays: ReplayHandover;
  #run: ActiveRun | null = null;
  #finished: Promise<RunEnd> | null = null;
  #events: Promise<void> = Promise.resolve();
  #killed = false;

  constructor(options: ActiveOptions) {
    this.options = options;
    this.generation = options.generation;
    const { control, lease, runId } = options;
    this.#replays = new ReplayHandover((most) => control.runs.claimReplays(lease, most));
    this.#reports = new ReportWriter(
      (report) => control.runs.report(lease, runId, report),
      (error) => this.#failed(error, 'a report could not be written'),
    );
  }

  /** Starts the engine; what it throws is the caller's to judge. */
  async start(engine: Engine, spec: RunSpec): Promise<void> {
    const run = await engine.start(spec, this.#hooks());
    this.#run = run;
    if (this.#killed) run.kill();
    this.#finished = run.ended
      .catch(
        (error: unknown): RunEnd => ({
          kind: 'failed',
          problem: {
            code: 'internal',
            message: error instanceof Error ? error.message : String(error),
            retryable: true,
          },
        }),
      )
      .then((end) => {
        this.end = end;
        this.options.onEnded();
        return end;
      });
  }

  /** Set-aside records that wait to be put through once more, for a run that has none under way. */
  async takeReplays(waiting: number): Promise<void> {
    if (this.end === null && this.#run !== null) await this.#replays.look(this.#run, waiting);
  }

  stop(): void {
    this.#run?.stop();
  }

  kill(): void {
    this.#killed = true;
    this.#run?.kill();
  }

  /** Resolves when the engine has come back; after `ms` it is killed. */
  async ended(ms: number): Promise<RunEnd> {
    const timer = setTimeout(() => this.#run?.kill(), ms);
    try {
      return (
        (await this.#finished) ?? {
          kind: 'failed',
          problem: { code: 'internal', message: 'The run was never started.', retryable: true },
        }
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** Writes in the order in which things happened; a failed write is logged and does not hold up the next. */
  say(write: () => Promise<void>, what: string): void {
    this.#events = this.#events.then(write).catch((error: unknown) => this.#failed(error, what));
  }

  /** Waits for what was said until now; a run that goes on reporting does not prolong it. */
  async said(): Promise<void> {
    await this.#events;
  }

  /** Waits until everything has been written. Only for a run that has ended: a living one would report on and on. */
  async flush(): Promise<void> {
    await this.#reports.flush();
    await this.#events;
  }

  #hooks(): RunHooks {
    const { control, lease, runId } = this.options;
    return {
      onReport: (report) => {
        this.#reports.push(report);
        this.options.onReport(report);
      },
      onSetAside: (records) =>
        this.#durably(() => control.runs.setAside(lease, records), 'set-aside records could not be written'),
      onReplayCommit: (ids, commit) =>
        this.#durably(() => control.runs.nameReplayCommit(lease, ids, commit), 'a replay could not be noted'),
      onReplayFailed: (failures) =>
        this.#durably(() => control.runs.failReplays(lease, failures), 'a failed replay could not be noted'),
      onEvent: (event) =>
        this.say(() => control.runs.event(lease, runId, event), 'an event could not be written'),
    };
  }

  /** The commit waits for it, so a database that is away is waited for; a lost lease ends the wait. */
  async #durably(write: () => Promise<void>, what: string): Promise<void> {
    await untilWritten(write, {
      isOver: () => this.#killed,
      onFailure: (error) => this.#failed(error, what),
    });
  }

  #failed(error: unknown, what: string): void {
    this.options.log(error, what);
    if (isPenstockError(error) && error.code === 'lease_lost') this.options.onLeaseLost(error.message);
  }
}
