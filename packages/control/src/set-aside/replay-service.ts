import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { Database, Db } from '../db/client';
import { lockedDeployment } from '../deployments/deployment-commands';
import { notifyLive } from '../live/notify';
import { lockLease } from '../runs/lease-repository';
import { cancelReplays, type ReplayRequest, requestAllReplays, requestReplays } from './replay-requests';

/** Requests of one call. */
const mostAtOnce = 1_000;
/** Bytes of one repaired value. */
const mostBytes = 10 * 1024 * 1024;

/** Set-aside records, put through the pipeline's present version once more (rule 6 of the commit protocol). */
export function createReplayService(database: Database): ControlServices['replays'] {
  return {
    async request(actor, input) {
      return await database.transaction(async (tx) => {
        const record = await lockedDeployment(tx, input.deploymentId);
        const scope = { projectId: record.projectId, deploymentId: record.id, actorId: actor.id };
        const requested =
          input.records === 'all'
            ? await requestAllReplays(tx, scope, mostAtOnce)
            : (await requestReplays(tx, scope, input.records.map(asRequest))).length;
        if (requested === 0)
          throw new PenstockError(
            'conflict',
            'None of these records can be replayed: each waits for a replay already, has been replayed, or is longer than what is kept of it.',
          );
        await announceReplays(tx, actor, record, 'deployment.replay', { requested });
        return { requested };
      });
    },

    async cancel(actor, input) {
      return await database.transaction(async (tx) => {
        // Before the deployment, as the lease's holder locks them.
        await lockLease(tx, input.deploymentId);
        const record = await lockedDeployment(tx, input.deploymentId);
        const cancelled = (await cancelReplays(tx, record.id, input.recordIds)).length;
        if (cancelled > 0)
          await announceReplays(tx, actor, record, 'deployment.replay-cancel', { cancelled });
        return { cancelled };
      });
    },
  };
}

function asRequest(input: { recordId: string; value?: Uint8Array | undefined }): ReplayRequest {
  const value = input.value ?? null;
  if (value !== null && value.length > mostBytes)
    throw new PenstockError('bad_input', 'The repaired value is longer than 10 MB. Shorten it.');
  return { recordId: input.recordId, value };
}

/** No job is needed: the runner that holds the deployment looks for requests every few seconds. */
async function announceReplays(
  tx: Db,
  actor: ActorRef,
  deployment: { id: string; projectId: string },
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const { id: deploymentId, projectId } = deployment;
  await writeAudit(tx, {
    actor,
    projectId,
    action,
    resourceKind: 'deployment',
    resourceId: deploymentId,
    detail,
  });
  await notifyLive(tx, { deploymentId, projectId });
}
