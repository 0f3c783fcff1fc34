import { setTimeout as delay } from 'node:timers/promises';
import type { PartState, PartStatus } from '../before-install/status.mjs';
import { describeExit, type Running } from './running';

export interface PartSpec {
  name: string;
  label: string;
  /** starts the part; resolves when it is ready. When the signal comes meanwhile it should end the part and reject */
  start: (stopping: AbortSignal) => Promise<Running>;
  /** what to say when it is ready, for example its address */
  detail?: () => string | undefined;
}

export interface PartTiming {
  firstDelayMs: number;
  longestDelayMs: number;
  /** having run this long, a part has proved itself and the delays begin anew */
  provenAfterMs: number;
}

const usualTiming: PartTiming = { firstDelayMs: 500, longestDelayMs: 30_000, provenAfterMs: 60_000 };

/** Keeps one part running: starts it again after it ended, with growing delays, until it is told to stop. */
export class SupervisedPart {
  private running: Running | undefined;
  private launching: Promise<unknown> = Promise.resolve();
  private readonly stopping = new AbortController();
  private cycle: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(
    private readonly spec: PartSpec,
    private readonly report: (status: PartStatus) => void,
    private readonly timing: PartTiming = usualTiming,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  get pid(): number | undefined {
    return this.running?.pid;
  }

  /** Starts the part and resolves when it is ready the first time; rejects when that first start fails. */
  async start(): Promise<void> {
    this.say('starting');
    try {
      const running = await this.launch();
      this.cycle = this.keep(running);
    } catch (error) {
      this.say('failed', messageOf(error));
      throw error;
    }
  }

  /** Like start, but a failure only means trying again later. */
  startEventually(): void {
    this.say('starting');
    this.cycle = this.again();
  }

  /** Ends the part; it is not started again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.launching.catch(() => {});
    await this.running?.stop();
    await this.cycle;
  }

  /** Ends the part and lets the supervisor start it anew, for example with another environment. */
  async restart(): Promise<void> {
    await this.running?.stop();
  }

  private launch(): Promise<Running> {
    const launching = this.launchOnce();
    this.launching = launching;
    return launching;
  }

  private async launchOnce(): Promise<Running> {
    const from = Date.now();
    const running = await this.spec.start(this.stopping.signal);
    this.running = running;
    if (this.stopping.signal.aborted)
      await running.stop(); // told to stop while it was starting
    else this.say('ready', this.spec.detail?.());
    void running.exited.then(() => {
      if (Date.now() - from > this.timing.provenAfterMs) this.failures = 0;
    });
    return running;
  }

  private async keep(first: Running): Promise<void> {
    const exit = await first.exited;
    this.running = undefined;
    if (this.stopping.signal.aborted) return;
    await this.pause(describeExit(exit), 'restarting');
    await this.again();
  }

  private async again(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        return await this.keep(await this.launch());
      } catch (error) {
        await this.pause(messageOf(error), 'failed');
      }
    }
  }

  private async pause(why: string, state: PartState): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const ms = Math.min(this.timing.longestDelayMs, this.timing.firstDelayMs * 2 ** this.failures);
    this.failures += 1;
    this.say(state, `${why}; starting again in ${(ms / 1000).toFixed(1)} s`);
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => {});
  }

  private say(state: PartState, detail?: string): void {
    this.report({
      name: this.spec.name,
      label: this.spec.label,
      state,
      ...(detail !== undefined && { detail }),
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
