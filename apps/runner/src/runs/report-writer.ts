import type { RunReport } from '@penstock/engine';

/**
 * Writes reports one at a time; while one is being written only the newest waits. A report that could not be written is
 * not repeated: the next one carries the totals of both.
 */
export class ReportWriter {
  readonly #write: (report: RunReport) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #next: RunReport | null = null;
  #turn: Promise<void> | null = null;

  constructor(write: (report: RunReport) => Promise<void>, onError: (error: unknown) => void) {
    this.#write = write;
    this.#onError = onError;
  }

  push(report: RunReport): void {
    this.#next = report;
    this.#turn ??= this.#drain().finally(() => {
      this.#turn = null;
    });
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    await this.#turn;
  }

  async #drain(): Promise<void> {
    for (let report = this.#next; report; report = this.#next) {
      this.#next = null;
      try {
        await this.#write(report);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
