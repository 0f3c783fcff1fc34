import type { ResolvedPipeline } from '@penstock/config-schema';

/**
 * Why a running pipeline cannot become one that writes or reads elsewhere. Its position lives in its table and counts the
 * messages of its topic; with another table it would look like a first deploy and read everything again, or skip.
 */
export function relocationBlockers(
  before: ResolvedPipeline | null,
  after: ResolvedPipeline | null,
): string[] {
  if (!before || !after) return [];
  const blockers: string[] = [];
  const tables = { before: tableName(before), after: tableName(after) };
  if (tables.before !== tables.after)
    blockers.push(
      `The deployed version writes to ${tables.before}, this one to ${tables.after}. The position is kept in the table, so a pipeline cannot move to another one yet: put the table's name back, or make a new pipeline for ${tables.after}.`,
    );
  if (before.kafkaTopic !== after.kafkaTopic || before.connection !== after.connection)
    blockers.push(
      `The deployed version reads ${source(before)}, this one ${source(after)}. The position counts messages of ${before.kafkaTopic}: put it back, or make a new pipeline.`,
    );
  return blockers;
}

function tableName({ sink }: ResolvedPipeline): string {
  return [...sink.namespace, sink.table].join('.');
}

function source({ kafkaTopic, connection }: ResolvedPipeline): string {
  return `${kafkaTopic} (connection ${connection})`;
}
