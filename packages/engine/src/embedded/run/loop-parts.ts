import type { RunSpec } from '../../types';
import type { Careful } from '../crashes/careful';
import type { Sink } from '../sink/sink';
import type { Source } from '../source/source';
import type { Batcher } from './batch';
import type { Progress } from './progress';
import type { ReplayQueue } from './replays';
import type { RunPorts } from './run-ports';

/** What every step of a run works with. */
export type LoopParts = {
  spec: RunSpec;
  sink: Sink;
  source: Source;
  batcher: Batcher;
  careful: Careful;
  progress: Progress;
  replays: ReplayQueue;
  ports: RunPorts;
  /** Aborted when the run is asked to stop. */
  stop: AbortSignal;
  wait(reason: string | null): void;
};
