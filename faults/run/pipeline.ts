import { ensureTopics } from '../../packages/local-stack/src/kafka/topics';
import type { Installation } from '../harness/installation';
import { orderProject } from '../harness/order-project';
import { Load } from '../load/load';
import { Followed } from '../oracle/followed';
import type { PipelinePlan } from './fault';
import type { Scale } from './scale';
import { within } from './within';

export type Pipeline = {
  deploymentId: string;
  pipelineId: string;
  environmentId: string;
  topic: string;
  load: Load;
  followed: Followed;
};

export const partitions = 3;

type Place = { table: string; topic: string; prefix: string; seed: number };

/** A topic with the first messages, a project of one pipeline from it into `table`, and v1 deployed from the beginning. */
export async function startPipeline(
  installation: Installation,
  plan: PipelinePlan,
  { table, topic, prefix, seed }: Place,
  scale: Scale,
): Promise<Pipeline> {
  const { control, actor, services } = installation;
  const { kind = 'orders', onError = 'quarantine', checkpointMs = 200 } = plan;
  await ensureTopics(services.brokers, [{ topic, partitions }]);
  const { perSecond, most } = scale;
  const load = await Load.open({
    brokers: services.brokers,
    topic,
    partitions,
    prefix,
    kind,
    seed,
    perSecond,
    most,
  });
  for (let partition = 0; partition < partitions; partition += 1) await load.send(scale.first);
  const project = await control.projects.importFolder(actor, {
    slug: topic,
    name: topic,
    files: orderProject({ topic, table, checkpointMs, onError }),
    message: 'Import',
  });
  const environmentId = project.environments[0]?.id;
  const { id: pipelineId } = await control.pipelines.byKey(actor, project.id, 'orders-in');
  if (environmentId === undefined || pipelineId === null)
    throw new Error('the project was not imported whole');
  const deploymentId = await deployFromStart(installation, { pipelineId, environmentId });
  const followed = new Followed(deploymentId, prefix, load.ledger, onError === 'quarantine');
  return { deploymentId, pipelineId, environmentId, topic, load, followed };
}

/** Deploys v1 with the choice to read from the beginning. */
export async function deployFromStart(
  { control, actor }: Installation,
  place: { pipelineId: string; environmentId: string },
): Promise<string> {
  const target = { ...place, versionNumber: 1 };
  const plan = await control.deployments.plan(actor, target);
  if (plan.blockers.length > 0) throw new Error(plan.blockers.join(' '));
  const { id } = await control.deployments.deploy(actor, {
    ...target,
    token: plan.token,
    start: { kind: 'earliest' },
  });
  return id;
}

/** Stops the pipeline and waits for it, so that the next run has the machine to itself. */
export async function stopPipeline({ control, actor }: Installation, pipeline: Pipeline): Promise<void> {
  await pipeline.load.close();
  await within(
    'the stop is accepted',
    async () => await control.deployments.stop(actor, pipeline.deploymentId),
  );
  await within('the pipeline has stopped', async () => {
    const { observed } = await control.deployments.get(pipeline.deploymentId);
    return observed.status === 'stopped' || observed.status === 'blocked';
  });
}
