import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef } from '../contracts/services';
import type { Db } from '../db/client';
import { addToOutbox } from '../dispatch/outbox-repository';
import { notifyLive } from '../live/notify';
import { addRunEvent } from '../runs/run-repository';
import {
  type DeploymentRecord,
  type Desired,
  deploymentsOfPipeline,
  findDeployment,
  lockDeployment,
  setDesired,
} from './deployment-repository';

export type Command = {
  actor: ActorRef;
  action: 'deploy' | 'rollback' | 'stop' | 'start' | 'retry' | 'delete';
  desired: Partial<Desired>;
  /** For the history: "v8 deployed". */
  message: string;
  reason?: string;
};

/** Writes desired state, next generation, event, audit and outbox row; the caller's transaction makes them one. */
export async function command(tx: Db, record: DeploymentRecord, input: Command): Promise<number> {
  const generation = await setDesired(tx, record.id, input.desired);
  await announce(tx, { id: record.id, projectId: record.projectId, generation }, input);
  return generation;
}

/** Everything of a command except the desired state itself, for a deployment that was just created too. */
export async function announce(
  tx: Db,
  deployment: { id: string; projectId: string; generation: number },
  input: Command,
): Promise<void> {
  const { id: deploymentId, projectId, generation } = deployment;
  await addRunEvent(tx, {
    projectId,
    deploymentId,
    runId: null,
    kind: input.action,
    message: input.message,
    place: null,
    detail: { actor: input.actor.name, generation },
  });
  await writeAudit(tx, {
    actor: input.actor,
    projectId,
    action: `deployment.${input.action}`,
    resourceKind: 'deployment',
    resourceId: deploymentId,
    ...(input.reason ? { reason: input.reason } : {}),
    detail: { generation, ...input.desired },
  });
  await addToOutbox(tx, {
    projectId,
    actorId: input.actor.id,
    kind: 'deployment.changed',
    payload: { deploymentId, generation },
  });
  await notifyLive(tx, { deploymentId, projectId });
}

/** The deployment, locked until the transaction ends. */
export async function lockedDeployment(tx: Db, id: string): Promise<DeploymentRecord> {
  await lockDeployment(tx, id);
  const record = await findDeployment(tx, id);
  if (!record) throw new PenstockError('not_found', 'This deployment does not exist any more.');
  return record;
}

/** Stops every deployment of a pipeline that should run. */
export async function stopDeploymentsOf(
  tx: Db,
  actor: ActorRef,
  pipelineId: string,
  reason: string,
): Promise<void> {
  for (const { id } of await deploymentsOfPipeline(tx, pipelineId)) {
    const record = await lockedDeployment(tx, id);
    if (record.desiredState === 'stopped') continue;
    await command(tx, record, {
      actor,
      action: 'stop',
      desired: { state: 'stopped' },
      message: `Stopped: ${reason}`,
      reason,
    });
  }
}
