import { PenstockError } from '@penstock/common';
import type { Lease, RunnerControl } from '@penstock/control/runner';
import { leaseTiming } from '@penstock/control/runner';

export type LeaseTiming = { ttlMs: number; renewEveryMs: number; safetyMs: number };

type KeeperOptions = {
  leases: RunnerControl['leases'];
  lease: Lease;
  /** Monotonic ms at which the acquiring call began: the lease is at least valid for `ttlMs` from then. */
  acquiredAt: number;
  onLost(reason: string): void;
  timing?: LeaseTiming;
};

/**
 * Keeps a lease alive. It is lost when the database says so, or when it could not be renewed for so long (on this
 * process's monotonic clock, counted from before the last good call) that somebody else may have it.
 */
export class LeaseKeeper {
  readonly #options: KeeperOptions;
  readonly #timing: LeaseTiming;
  readonly #timer: NodeJS.Timeout;
  #deadlineTimer: NodeJS.Timeout | null = null;
  #lease: Lease;
  #queue: Promise<unknown> = Promise.resolve();
  #renewing = false;
  #ended = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#timing = options.timing ?? leaseTiming;
    this.#lease = options.lease;
    this.#extend(options.acquiredAt);
    this.#timer = setInterval(() => this.#renew(), this.#timing.renewEveryMs);
  }

  get lease(): Lease {
    return this.#lease;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The next epoch for the next run. Throws `lease_lost` when the lease is no longer ours. */
  async advance(): Promise<Lease> {
    return await this.#inTurn(async () => {
      const startedAt = performance.now();
      const next = this.#ended ? null : await this.#options.leases.advance(this.#lease);
      if (!next) {
        this.#lose('another runner took the deployment over');
        throw new PenstockError('lease_lost', 'Another runner carries out this deployment now.');
      }
      this.#lease = next;
      this.#extend(startedAt);
      return next;
    });
  }

  /** Ends without a word to the database. */
  close(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    if (this.#deadlineTimer) clearTimeout(this.#deadlineTimer);
  }

  /** Ends and gives the lease back, so that another runner need not wait for its expiry. */
  async release(): Promise<void> {
    this.close();
    await this.#inTurn(() => this.#options.leases.release(this.#lease));
  }

  #renew(): void {
    if (this.#renewing || this.#ended) return;
    this.#renewing = true;
    void this.#inTurn(async () => {
      const startedAt = performance.now();
      if (this.#ended) return;
      if (await this.#options.leases.renew(this.#lease)) this.#extend(startedAt);
      else this.#lose('the lease expired or another runner took the deployment over');
    })
      // An unreachable database is no loss yet: the deadline decides.
      .catch(() => undefined)
      .finally(() => {
        this.#renewing = false;
      });
  }

  /** One statement at a time: a renewal of the old epoch that ran after the step to the next one would look like a loss. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #extend(startedAt: number): void {
    if (this.#ended) return;
    if (this.#deadlineTimer) clearTimeout(this.#deadlineTimer);
    const left = startedAt + this.#timing.ttlMs - this.#timing.safetyMs - performance.now();
    this.#deadlineTimer = setTimeout(
      () => this.#lose('the database could not be reached to renew the lease'),
      Math.max(0, left),
    );
  }

  #lose(reason: string): void {
    if (this.#ended) return;
    this.close();
    this.#options.onLost(reason);
  }
}
