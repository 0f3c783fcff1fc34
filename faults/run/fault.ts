import type { Installation } from '../harness/installation';
import type { Draws } from '../load/draws';
import type { MessageKind } from '../load/messages';
import type { TableWatcher } from '../oracle/table-watcher';
import type { Pipeline } from './pipeline';

/** What a fault sees while it strikes. Load goes on in the background all the time. */
export type Scene = {
  installation: Installation;
  draws: Draws;
  /** How often to strike: few in `npm test`, more in long runs. */
  strikes: number;
  table: string;
  /** The first pipeline, which most faults are about. */
  pipeline: Pipeline;
  pipelines: readonly Pipeline[];
  watcher: TableWatcher;
};

export type PipelinePlan = {
  kind?: MessageKind;
  onError?: 'quarantine' | 'skip' | 'fail';
  checkpointMs?: number;
};

/** How a run has to end: everything arrives, or the pipeline is blocked for exactly this reason and wrote nothing since. */
export type Ending = 'everything arrives' | { blocked: string };

/** One entry of the catalogue: what breaks, and how it has to end. */
export type Fault = {
  name: string;
  /** The guarantee in a sentence, as the test's name. */
  promise: string;
  /** Why it cannot be played on this machine, null when it can. */
  unavailable?: () => string | null;
  /** Pipelines into one table; one with the defaults when absent. */
  pipelines?: (draws: Draws) => PipelinePlan[];
  strike(scene: Scene): Promise<void>;
  /** Takes the fault away where `strike` left something broken; always called. */
  heal?(scene: Scene): Promise<void>;
  ending?: Ending;
  /** Rows by others than the pipelines that have to be there in the end. */
  foreignRows?: (scene: Scene) => string[];
};
