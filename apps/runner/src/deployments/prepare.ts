import { PenstockError } from '@penstock/common';
import type { DeploymentTask, PreparedVersion } from '@penstock/control/runner';
import type { Engine } from '@penstock/engine';
import type { HolderOptions } from './holder-options';

export type Prepared = { version: PreparedVersion; engine: Engine };

/** Everything that can be found wrong with a version before anything is touched. Throws `refused` with the reason. */
export async function prepare(
  { control, engines }: Pick<HolderOptions, 'control' | 'engines'>,
  task: DeploymentTask,
): Promise<Prepared> {
  const version = await control.tasks.prepare(task);
  const engine = engines.find(version.pipeline.engine);
  if (!engine) {
    throw new PenstockError(
      'refused',
      `No runner here drives the engine "${version.pipeline.engine}". Start one that does, or choose the embedded engine for this pipeline.`,
    );
  }
  const error = engine.validate(version.pipeline).find((one) => one.severity === 'error');
  if (error) throw new PenstockError('refused', error.message);
  return { version, engine };
}
