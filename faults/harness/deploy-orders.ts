import type { CommittedReader } from './committed-reader';
import { orderProject } from './project';
import type { FaultStack } from './stack';

/** Imports a project of one pipeline `topic` → `table` into the running installation and deploys v1 from the start. */
export async function deployOrders(running: FaultStack, topic: string, table: string): Promise<string> {
  const { control, actor } = running;
  const project = await control.projects.importFolder(actor, {
    slug: table.replaceAll('_', '-'),
    name: table,
    files: orderProject(topic, table),
    message: 'Import',
  });
  const environment = project.environments[0];
  if (!environment) throw new Error('the project has no environment');
  const { id: pipelineId } = await control.pipelines.byKey(actor, project.id, 'orders-in');
  if (!pipelineId) throw new Error('the pipeline was not published');
  return await deployFromStart(running, { pipelineId, environmentId: environment.id, versionNumber: 1 });
}

type Target = { pipelineId: string; environmentId: string; versionNumber: number };

/** Deploys with the choice to read from the beginning. */
export async function deployFromStart({ control, actor }: FaultStack, target: Target): Promise<string> {
  const plan = await control.deployments.plan(actor, target);
  if (plan.blockers.length > 0) throw new Error(plan.blockers.join(' '));
  const start = { kind: 'earliest' as const };
  const deployment = await control.deployments.deploy(actor, { ...target, token: plan.token, start });
  return deployment.id;
}

/** True when rows are there; else throws what the deployment says of itself, so that a time-out names it. */
export async function firstRows(
  running: FaultStack,
  deploymentId: string,
  reader: CommittedReader,
): Promise<true> {
  if ((await reader.count()) > 0n) return true;
  const { observed, problem, live } = await running.control.deployments.get(deploymentId);
  throw new Error(
    `${observed.status}: ${problem?.message ?? live?.waitingFor ?? 'no reason given'} (logs in ${running.logDir})`,
  );
}
