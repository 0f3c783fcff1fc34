import { cpus } from 'node:os';
import type { RunnerControl, RunnerIdentity } from '@penstock/control/runner';
import type { HolderPool } from '../deployments/holder-pool';

type HeartbeatOptions = {
  registration: RunnerControl['registration'];
  identity: RunnerIdentity;
  pool: HolderPool;
  everyMs: number;
  /** Another process has registered under this name: this one must end. */
  onSuperseded(): void;
  onError(error: unknown): void;
};

/** Registers the runner (again and again until the database takes it) and says that it lives. */
export function startHeartbeat(options: HeartbeatOptions): { close(): Promise<void> } {
  const { registration, identity, pool } = options;
  let registered = false;
  let current: Promise<void> | null = null;
  let usage = { cpu: process.cpuUsage(), at: performance.now() };

  function cpuPercent(): number {
    const now = performance.now();
    const spent = process.cpuUsage(usage.cpu);
    const percent = ((spent.user + spent.system) / 1000 / Math.max(1, now - usage.at)) * 100;
    usage = { cpu: process.cpuUsage(), at: now };
    return Math.round(Math.min(percent, 100 * cpus().length));
  }

  async function beat(): Promise<void> {
    try {
      if (!registered) await registration.register(identity);
      registered = true;
      const memoryMb = Math.round(process.memoryUsage().rss / 1024 / 1024 + pool.memoryMb);
      const known = await registration.heartbeat(identity, {
        pipelines: pool.size,
        memoryMb,
        cpuPercent: cpuPercent(),
      });
      if (!known) options.onSuperseded();
    } catch (error) {
      options.onError(error);
    }
  }

  function turn(): void {
    current ??= beat().finally(() => {
      current = null;
    });
  }

  const timer = setInterval(turn, options.everyMs);
  turn();
  return {
    async close() {
      clearInterval(timer);
      await current;
      await registration.leave(identity).catch(options.onError);
    },
  };
}
