import type { LeaseHolder, RunnerControl } from '@penstock/control/runner';
import type { HolderPool } from '../deployments/holder-pool';

type LoopOptions = {
  tasks: RunnerControl['tasks'];
  pool: HolderPool;
  identity: LeaseHolder;
  everyMs: number;
  onError(error: unknown): void;
};

/** At most so many are taken up per turn, so that one runner does not grab everything while others are starting. */
const perTurn = 16;

/** Looks for deployments that nobody carries out. This makes lost and repeated jobs harmless: the queue is only faster. */
export function startReconcileLoop(options: LoopOptions): { turn(): Promise<void>; close(): Promise<void> } {
  let current: Promise<void> | null = null;
  let closed = false;

  async function look(): Promise<void> {
    try {
      const found = await options.tasks.unattended(options.identity, perTurn);
      await Promise.all(found.map(({ id }) => options.pool.attend(id)));
    } catch (error) {
      options.onError(error);
    }
  }

  function turn(): Promise<void> {
    if (closed) return Promise.resolve();
    current ??= look().finally(() => {
      current = null;
    });
    return current;
  }

  const timer = setInterval(() => void turn(), options.everyMs);
  void turn();
  return {
    turn,
    async close() {
      closed = true;
      clearInterval(timer);
      await current;
    },
  };
}
