/** What changed, as `live.changes` tells it. */
export type ChangeSet = {
  everything: boolean;
  deploymentIds: string[];
  projectIds: string[];
  draftProjectIds: string[];
  runners: boolean;
};

const ofProject = /^(connections|projects|drafts|publishing|samples)\./;
/** The draft itself, the list that marks what differs from it, and the plan that publishes it. */
const showsDraft = /^(drafts\.get|pipelines\.list|publishing\.plan)$/;
/** Lists and views that show a deployment without naming it in their input. */
const showsDeployments = /^(pipelines\.(list|versions)|deployments\.(forPipeline|plan)|tables\.(list|get))$/;
/** Reading these costs a scan: their own page says when. */
const costly = /^(tableRows\.newest|tables\.plan)$/;
/** Asked with a deployment's id. */
const ofDeployment = /^(deployments\.get|runs\.|setAside\.)/;

/** Whether a cached query may show something else after these changes. `key` is the query key tRPC makes: [path, {input}]. */
export function concerns(changes: ChangeSet, key: readonly unknown[]): boolean {
  const path = Array.isArray(key[0]) ? key[0].join('.') : '';
  if (path.startsWith('health.') || path === 'pipelines.versionText') return false;
  if (changes.everything) return !costly.test(path);
  if (changes.projectIds.length > 0 && (ofProject.test(path) || path.startsWith('pipelines.'))) return true;
  if (changes.projectIds.length + changes.deploymentIds.length > 0 && showsDeployments.test(path))
    return true;
  if (changes.draftProjectIds.length > 0 && showsDraft.test(path)) return true;
  if (changes.runners && path.startsWith('runners.')) return true;
  if (!ofDeployment.test(path)) return false;
  const input = JSON.stringify(key[1] ?? null);
  return changes.deploymentIds.some((id) => input.includes(id));
}

export function merge(a: ChangeSet | null, b: ChangeSet): ChangeSet {
  if (!a) return b;
  return {
    everything: a.everything || b.everything,
    deploymentIds: [...new Set([...a.deploymentIds, ...b.deploymentIds])],
    projectIds: [...new Set([...a.projectIds, ...b.projectIds])],
    draftProjectIds: [...new Set([...a.draftProjectIds, ...b.draftProjectIds])],
    runners: a.runners || b.runners,
  };
}
