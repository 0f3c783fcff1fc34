import type { LeaseHolder } from '@penstock/control/runner';
import { Holder } from './holder';
import type { HolderOptions } from './holder-options';

export type PoolOptions = Omit<HolderOptions, 'lease' | 'acquiredAt'> & { identity: LeaseHolder };

/** The deployments this process holds. */
export class HolderPool {
  readonly #options: PoolOptions;
  readonly #holders = new Map<string, { holder: Holder; done: Promise<void> }>();
  readonly #attending = new Map<string, Promise<void>>();
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#holders.size;
  }

  get memoryMb(): number {
    return [...this.#holders.values()].reduce((sum, { holder }) => sum + holder.memoryMb, 0);
  }

  /** Takes the deployment up, or looks again when it is held already. When somebody else has the lease there is nothing to do here. */
  async attend(deploymentId: string): Promise<void> {
    const held = this.#holders.get(deploymentId);
    if (held) return held.holder.poke();
    if (this.#closed) return;
    const known = this.#attending.get(deploymentId);
    if (known) return await known;
    const attempt = this.#acquire(deploymentId).finally(() => this.#attending.delete(deploymentId));
    this.#attending.set(deploymentId, attempt);
    await attempt;
  }

  /** Every held deployment ends with a checkpoint and lets its lease go. */
  async drain(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#attending.values()]);
    for (const { holder } of this.#holders.values()) holder.drain();
    await Promise.all([...this.#holders.values()].map(({ done }) => done));
  }

  /** At once, as when another process has this runner's name. */
  async kill(reason: string): Promise<void> {
    this.#closed = true;
    for (const { holder } of this.#holders.values()) holder.kill(reason);
    await Promise.all([...this.#holders.values()].map(({ done }) => done));
  }

  async #acquire(deploymentId: string): Promise<void> {
    const { identity, ...options } = this.#options;
    const acquiredAt = performance.now();
    const lease = await options.control.leases.acquire(deploymentId, identity);
    if (!lease) return;
    if (this.#closed) {
      await options.control.leases.release(lease);
      return;
    }
    const holder = new Holder({ ...options, lease, acquiredAt });
    const done = holder.run().finally(() => this.#holders.delete(deploymentId));
    this.#holders.set(deploymentId, { holder, done });
  }
}
