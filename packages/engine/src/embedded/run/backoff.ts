import { setTimeout as delay } from 'node:timers/promises';

/** Waiting times that double up to a bound, with jitter so that many pipelines do not come back at once. */
export class Backoff {
  readonly #firstMs: number;
  readonly #mostMs: number;
  #attempt = 0;

  constructor(firstMs: number, mostMs: number) {
    this.#firstMs = firstMs;
    this.#mostMs = mostMs;
  }

  get attempts(): number {
    return this.#attempt;
  }

  reset(): void {
    this.#attempt = 0;
  }

  /** Resolves early, without an error, when the signal aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.#mostMs, this.#firstMs * 2 ** this.#attempt) * (0.5 + Math.random() / 2);
    this.#attempt++;
    await delay(ms, undefined, { signal }).catch(() => {});
  }
}
