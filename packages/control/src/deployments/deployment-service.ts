import { PenstockError } from '@penstock/common';
import { findConnection } from '../connections/connection-repository';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { DeploymentView } from '../contracts/views';
import type { Database, Db } from '../db/client';
import { metricSeries } from '../metrics/metric-service';
import { findVersionById } from '../pipelines/pipeline-repository';
import { findEnvironment } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { newestEvents } from '../runs/run-repository';
import type { ServerClient } from '../server-client/server-client';
import { listSetAside } from '../set-aside/set-aside-service';
import { deletePipeline } from './delete-pipeline';
import { deploy } from './deploy-command';
import { deployPlan } from './deploy-plan';
import { deployedPipeline } from './deployed-pipeline';
import { command, lockedDeployment } from './deployment-commands';
import { type DeploymentRecord, findDeployment, findPlacement } from './deployment-repository';
import { deploymentViews } from './deployment-views';
import { type EngineRefusals, readPlanContext } from './plan-context';

export type DeploymentParts = {
  database: Database;
  revisions: RevisionReader;
  server: ServerClient | null;
  refusals: EngineRefusals;
};

export function createDeploymentService(parts: DeploymentParts): ControlServices['deployments'] {
  const { database, revisions, server, refusals } = parts;
  const { db } = database;
  return {
    get: (deploymentId) => viewById(db, deploymentId),

    async forPipeline(pipelineId, environmentId) {
      const record = await findPlacement(db, pipelineId, environmentId);
      return record ? await viewOf(db, record) : null;
    },

    async plan(_actor, input) {
      const context = await readPlanContext(db, revisions, refusals, input);
      return await deployPlan({ db, server }, context, input.at ?? null);
    },

    async deploy(actor, input) {
      // What the table refuses is not in the token, because only the server knows it: asked again before anything is touched.
      const context = await readPlanContext(db, revisions, refusals, input);
      const plan = await deployPlan({ db, server }, context, input.start?.at ?? null);
      if (plan.token === input.token && plan.table.change === 'refused') {
        throw new PenstockError(
          'invalid_version',
          `v${plan.toVersion} cannot be deployed: ${plan.table.reason}`,
          { details: { blockers: plan.blockers } },
        );
      }
      return await viewById(db, await deploy(database, revisions, refusals, actor, input, plan));
    },

    stop: (actor, deploymentId) => operate(database, actor, deploymentId, 'stop'),
    async start(actor, deploymentId) {
      if (!(await deployedPipeline(db, revisions, deploymentId)).enabled)
        throw new PenstockError(
          'refused',
          'The deployed version is disabled (enabled: false in config/topics.yaml). Enable the pipeline, publish it and deploy that version.',
        );
      return await operate(database, actor, deploymentId, 'start');
    },
    retry: (actor, deploymentId) => operate(database, actor, deploymentId, 'retry'),
    deletePipeline: (actor, pipelineId) => deletePipeline(database, revisions, actor, pipelineId),

    async events(deploymentId, limit) {
      const rows = await newestEvents(db, deploymentId, Math.min(Math.max(1, limit), 1_000));
      return rows.map((row) => ({
        id: row.id.toString(),
        at: row.at.toISOString(),
        kind: row.kind,
        message: row.message,
        place: row.place,
        tookMs: row.tookMs,
      }));
    },
    sink: async (deploymentId) => (await deployedPipeline(db, revisions, deploymentId)).sink,
    metrics: (deploymentId, minutes) => metricSeries(db, deploymentId, minutes),
    setAside: (deploymentId, input) => listSetAside(db, deploymentId, input),

    async connection(projectId, environmentId, name) {
      const environment = await findEnvironment(db, projectId, environmentId);
      const row = environment ? await findConnection(db, environmentId, name) : null;
      if (!row)
        throw new PenstockError(
          'not_found',
          `There is no connection "${name}" in this environment. Create it, or name another one in the pipeline.`,
        );
      return { kind: row.kind, config: row.config };
    },
  };
}

/** Stop, start and retry are level-triggered: asking for what is desired already changes nothing. */
async function operate(
  database: Database,
  actor: ActorRef,
  deploymentId: string,
  action: 'stop' | 'start' | 'retry',
): Promise<DeploymentView> {
  await database.transaction(async (tx) => {
    const record = await lockedDeployment(tx, deploymentId);
    const number = (await findVersionById(tx, record.desiredVersionId))?.number ?? 0;
    if (action === 'stop' && record.desiredState === 'running') {
      await command(tx, record, {
        actor,
        action,
        desired: { state: 'stopped' },
        message: `Stop asked for by ${actor.name}`,
      });
    }
    if (action === 'start' && record.desiredState === 'stopped') {
      if (record.pipeline.deletedAt !== null)
        throw new PenstockError('refused', 'This pipeline was deleted. Create it again to run it.');
      await command(tx, record, {
        actor,
        action,
        desired: { state: 'running' },
        message: `Start of v${number} asked for by ${actor.name}`,
      });
    }
    if (
      action === 'retry' &&
      record.desiredState === 'running' &&
      (record.problem !== null || record.observedState === 'blocked')
    ) {
      await command(tx, record, { actor, action, desired: {}, message: `Retry asked for by ${actor.name}` });
    }
  });
  return await viewById(database.db, deploymentId);
}

async function viewById(db: Db, deploymentId: string): Promise<DeploymentView> {
  const record = await findDeployment(db, deploymentId);
  if (!record) throw new PenstockError('not_found', 'This deployment does not exist.');
  return await viewOf(db, record);
}

async function viewOf(db: Db, record: DeploymentRecord): Promise<DeploymentView> {
  const view = (await deploymentViews(db, [record])).get(record.id);
  if (!view) throw new Error(`no view of deployment ${record.id}`);
  return view;
}
