import { mkdir } from 'node:fs/promises';
import { embeddedRefusals, type ResolvedPipeline } from '@penstock/config-schema';
import type { Diagnostic } from '@penstock/flink-sql';
import { compileTransform } from '../../transform/compile';
import type { ActiveRun, Engine, RunHooks, RunSpec } from '../../types';
import { ChildRun } from './child-run';

export type EmbeddedEngineOptions = {
  /** Path of pipeline-child.mjs. */
  entry: string;
};

/** Runs pipelines without a JVM: a child process each, DuckDB inside. */
export class EmbeddedEngine implements Engine {
  readonly name = 'embedded';
  readonly #options: EmbeddedEngineOptions;

  constructor(options: EmbeddedEngineOptions) {
    this.#options = options;
  }

  validate(pipeline: ResolvedPipeline): Diagnostic[] {
    return embeddedRefusals(pipeline);
  }

  /** Throws `invalid_version` when the SQL cannot be compiled; nothing has been started then. */
  async start(spec: RunSpec, hooks: RunHooks): Promise<ActiveRun> {
    const transform = compileTransform(spec.pipeline, {
      flinkVersion: spec.flinkVersion,
      timeZone: spec.timeZone,
    });
    await mkdir(spec.stateDir, { recursive: true });
    return new ChildRun(this.#options.entry, spec, transform, hooks);
  }
}
