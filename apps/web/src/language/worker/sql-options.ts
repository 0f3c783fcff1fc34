import type { ResolvedPipeline } from '@penstock/config-schema';
import type { AnalyzeOptions } from '@penstock/flink-sql';

/** What the SQL of a pipeline may read and where it goes, in the front end's words. */
export function sqlOptions(pipeline: ResolvedPipeline): AnalyzeOptions {
  return {
    source: pipeline.source,
    inputs: Object.fromEntries(pipeline.inputs.map((input) => [input.key, input.source])),
    sink: pipeline.sink.columns,
    flinkVersion: pipeline.flinkVersion,
    timeZone: pipeline.timeZone,
  };
}
