import type { Lease, RunnerControl } from '@penstock/control/runner';
import type { DuckDbExtensions } from '@penstock/engine';
import type { EngineRegistry } from '../engines/registry';
import type { LeaseTiming } from '../lease/lease-keeper';

export type HolderOptions = {
  control: RunnerControl;
  engines: EngineRegistry;
  lease: Lease;
  /** Monotonic ms before the call that acquired the lease. */
  acquiredAt: number;
  catalogUri: string;
  /** Folder for the runs' temporary files. */
  workDir: string;
  extensions(): Promise<DuckDbExtensions>;
  log(level: 'info' | 'warn', what: string, details: Record<string, unknown>): void;
  timing?: LeaseTiming;
  /** How long a run may take to finish its batch before it is killed. */
  drainMs: number;
};
