import type { PublishPlan } from '@penstock/control/contracts';

export type PlannedPipeline = PublishPlan['pipelines'][number];

/** Chosen pipelines that cannot be published, with the number of errors of each. */
export function blockedPipelines(pipelines: readonly PlannedPipeline[]): { key: string; errors: number }[] {
  return pipelines
    .map(({ key, diagnostics }) => ({
      key,
      errors: diagnostics.filter((problem) => problem.severity === 'error').length,
    }))
    .filter(({ errors }) => errors > 0);
}

/** "Publish v4" for one pipeline that gets a new version, else how many change. */
export function publishLabel(chosen: readonly PlannedPipeline[]): string {
  const only = chosen.length === 1 ? chosen[0] : undefined;
  if (only?.change === 'deleted') return `Publish without ${only.key}`;
  if (only !== undefined) return only.toVersion === null ? 'Publish' : `Publish v${only.toVersion}`;
  return chosen.length === 0 ? 'Publish' : `Publish ${chosen.length} pipelines`;
}

/** What a pipeline's change is called: "v3 → v4", "new, v1", "deleted". */
export function changeLabel({ change, fromVersion, toVersion }: PlannedPipeline): string {
  if (change === 'deleted') return 'deleted';
  if (fromVersion === null) return `new, v${toVersion ?? 1}`;
  const versions = `v${fromVersion} → v${toVersion ?? fromVersion + 1}`;
  return change === 'renamed' ? `renamed, ${versions}` : versions;
}
