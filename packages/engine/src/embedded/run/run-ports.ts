import type { ReplayCommit, ReplayFailure, SetAside } from '../../types';
import type { InFlight } from '../crashes/after-crash';
import type { Progress } from './progress';

/** What the child's process gives the run. */
export type RunPorts = {
  report(progress: Progress): void;
  setAside(records: SetAside[]): Promise<void>;
  /** Resolves when the commit is named on the replays it carries; rejects with `conflict` when one does not wait any more. */
  replayCommit(ids: string[], commit: ReplayCommit): Promise<void>;
  replayFailed(failures: ReplayFailure[]): Promise<void>;
  /** Whatever became of these replays is known by the control plane. */
  replaysOver(ids: string[]): void;
  event(kind: string, message: string, tookMs?: number): void;
  /** Said before DuckDB gets records and, with null, when they are committed: a crash says nothing any more. */
  inFlight(records: InFlight | null): void;
  /** What the run was cautioned about lies behind its position. */
  cautionOver(): void;
};
