import type { RunReport } from '@penstock/engine';

const provenAfterMs = 30_000;

/**
 * Decides when a run that follows failures has proven itself: it committed something, or it has caught up and nothing is
 * left to fail on, or it has run for half a minute. Until then the deployment goes on to say what failed.
 */
export class Health {
  readonly #startedAt: number;
  #firstSeq: bigint | null = null;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  isProvenBy(report: RunReport, now: number): boolean {
    if (report.phase !== 'running') return false;
    const seq = BigInt(report.seq);
    this.#firstSeq ??= seq;
    return seq > this.#firstSeq || report.lag === '0' || now - this.#startedAt >= provenAfterMs;
  }
}
