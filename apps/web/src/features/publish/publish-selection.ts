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
  if (only?.change === 'files') return `Publish samples and tests of ${only.key}`;
  if (only !== undefined) return only.toVersion === null ? 'Publish' : `Publish v${only.toVersion}`;
  return chosen.length === 0 ? 'Publish' : `Publish ${chosen.length} pipelines`;
}

/** What a pipeline's change is called: "v3 → v4", "new, v1", "deleted". */
export function changeLabel({ change, fromVersion, toVersion }: PlannedPipeline): string {
  if (change === 'deleted') return 'deleted';
  if (change === 'files') return `samples and tests, v${fromVersion ?? 1} stays`;
  if (fromVersion === null) return `new, v${toVersion ?? 1}`;
  const versions = `v${fromVersion} → v${toVersion ?? fromVersion + 1}`;
  return change === 'renamed' ? `renamed, ${versions}` : versions;
}

export type PlannedFile = PublishPlan['files'][number];

/** What of the draft is published: pipelines by key with their samples and tests, and the files of no pipeline. */
export type Selection = { keys: ReadonlySet<string>; projectFiles: boolean };

/** The pipeline the page is about, alone; where it does not change, everything. */
export function firstSelection(plan: PublishPlan, pipelineKey: string): Selection {
  if (plan.pipelines.some(({ key }) => key === pipelineKey))
    return { keys: new Set([pipelineKey]), projectFiles: false };
  return { keys: new Set(plan.pipelines.map(({ key }) => key)), projectFiles: true };
}

/**
 * What is asked of the server. Everything chosen is asked for as everything: that takes along what can be chosen nowhere,
 * such as a comment above the entries of topics.yaml.
 */
export function publishChoice(
  plan: PublishPlan,
  { keys, projectFiles }: Selection,
): { pipelineKeys?: string[]; projectFiles?: boolean } {
  const hasProjectFiles = plan.files.some(({ part }) => part === 'project');
  const all = plan.pipelines.every(({ key }) => keys.has(key)) && (projectFiles || !hasProjectFiles);
  return all ? {} : { pipelineKeys: [...keys], projectFiles };
}

/** Whether there is anything in the selection to publish. */
export function isEmpty(plan: PublishPlan, { keys, projectFiles }: Selection): boolean {
  if (keys.size > 0) return false;
  const hasProjectFiles = plan.files.some(({ part }) => part === 'project');
  return hasProjectFiles ? !projectFiles : plan.pipelines.length > 0 || plan.files.length === 0;
}
