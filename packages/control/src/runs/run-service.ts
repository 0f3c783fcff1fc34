import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import { systemActor } from '../auth/actor-repository';
import type { Database, Db } from '../db/client';
import { findDeployment, type Observed, setObserved } from '../deployments/deployment-repository';
import { notifyLive } from '../live/notify';
import {
  type ClaimedReplay,
  claimReplays,
  failReplays,
  nameReplayCommit,
  type ReplayCommit,
  type ReplayFailure,
} from '../set-aside/replay-claims';
import { type SetAsideInput, upsertSetAside } from '../set-aside/set-aside-repository';
import type { Lease } from './lease-repository';
import {
  addRestorePoint,
  addRunEvent,
  type CheckpointInput,
  closeOlderRuns,
  createRun,
  endRun,
} from './run-repository';
import { underLease } from './under-lease';

export type RunEventReport = {
  kind: string;
  message: string;
  tookMs?: number | undefined;
  detail?: Record<string, unknown> | undefined;
};

export type RunEnding = {
  runId: string;
  versionId: string;
  endState: 'stopped' | 'failed' | 'fenced' | 'killed';
  reason: string | null;
  /** Recorded as a restore point. */
  checkpoint: CheckpointInput | null;
  restorePointKind: 'stop' | 'deploy' | 'shutdown';
};

/** What the lease's holder writes about its runs. Every function is one transaction that throws `lease_lost` after a take-over. */
export type RunService = ReturnType<typeof createRunService>;

export function createRunService(database: Database) {
  return {
    /** Opens a run at the lease's epoch and closes the ones that a killed runner left open. */
    async begin(
      lease: Lease,
      input: {
        versionId: string;
        generation: number;
        engine: string;
        observed: Observed;
        event: RunEventReport;
      },
    ): Promise<{ runId: string }> {
      const runId = randomUUID();
      await underLease(database, lease, async (tx) => {
        const projectId = await projectOf(tx, lease);
        await closeOlderRuns(tx, lease.deploymentId, lease.epoch);
        await createRun(tx, {
          id: runId,
          projectId,
          deploymentId: lease.deploymentId,
          versionId: input.versionId,
          generation: input.generation,
          epoch: lease.epoch,
          runner: lease.owner,
          engine: input.engine,
        });
        await writeObserved(tx, lease, projectId, runId, input.observed, input.event);
      });
      return { runId };
    },

    /** Closes a run, records its checkpoint as a restore point, and says what is observed now. */
    async end(
      lease: Lease,
      ending: RunEnding,
      observed: Observed,
      event: RunEventReport | null,
    ): Promise<void> {
      await underLease(database, lease, async (tx) => {
        const projectId = await projectOf(tx, lease);
        await endRun(tx, ending.runId, ending.endState, ending.reason);
        if (ending.checkpoint) {
          await addRestorePoint(tx, {
            projectId,
            deploymentId: lease.deploymentId,
            versionId: ending.versionId,
            runId: ending.runId,
            kind: ending.restorePointKind,
            createdBy: systemActor.id,
            checkpoint: ending.checkpoint,
          });
        }
        await writeObserved(tx, lease, projectId, ending.runId, observed, event);
      });
    },

    async observe(lease: Lease, observed: Observed, event: RunEventReport | null): Promise<void> {
      await underLease(database, lease, async (tx) => {
        await writeObserved(tx, lease, await projectOf(tx, lease), null, observed, event);
      });
    },

    async event(lease: Lease, runId: string, event: RunEventReport): Promise<void> {
      await underLease(database, lease, async (tx) => {
        const projectId = await projectOf(tx, lease);
        await addRunEvent(tx, {
          projectId,
          deploymentId: lease.deploymentId,
          runId,
          place: lease.owner,
          ...event,
        });
        await notifyLive(tx, { deploymentId: lease.deploymentId });
      });
    },

    /** Resolves when the records are durable; they show once their commit is in the commit log. */
    async setAside(lease: Lease, records: readonly SetAsideInput[]): Promise<void> {
      await underLease(database, lease, async (tx) => {
        await upsertSetAside(tx, await projectOf(tx, lease), lease.deploymentId, records);
      });
    },

    /** Takes up waiting replays of set-aside records, at most `rows` and about `bytes` of them. */
    async claimReplays(lease: Lease, most: { rows: number; bytes: number }): Promise<ClaimedReplay[]> {
      return await underLease(database, lease, (tx) =>
        claimReplays(tx, lease.deploymentId, lease.epoch, most),
      );
    },

    /** Resolves when the commit that carries the replays is named on them; throws `conflict` when one is gone. */
    async nameReplayCommit(lease: Lease, ids: readonly string[], commit: ReplayCommit): Promise<void> {
      await underLease(database, lease, async (tx) => {
        const named = await nameReplayCommit(tx, lease.deploymentId, ids, commit);
        if (named !== ids.length)
          throw new PenstockError('conflict', `${ids.length - named} replays are not asked for any more.`);
      });
    },

    /** The records stay set aside, each with the reason why the replay did not help. */
    async failReplays(lease: Lease, failures: readonly ReplayFailure[]): Promise<void> {
      await underLease(database, lease, async (tx) => {
        await failReplays(tx, lease.deploymentId, lease.epoch, failures);
        await notifyLive(tx, { deploymentId: lease.deploymentId });
      });
    },
  };
}

async function writeObserved(
  tx: Db,
  lease: Lease,
  projectId: string,
  runId: string | null,
  observed: Observed,
  event: RunEventReport | null,
): Promise<void> {
  await setObserved(tx, lease.deploymentId, observed);
  if (event)
    await addRunEvent(tx, {
      projectId,
      deploymentId: lease.deploymentId,
      runId,
      place: lease.owner,
      ...event,
    });
  await notifyLive(tx, { deploymentId: lease.deploymentId });
}

async function projectOf(tx: Db, lease: Lease): Promise<string> {
  const row = await findDeployment(tx, lease.deploymentId);
  if (!row) throw new Error(`deployment ${lease.deploymentId} does not exist`);
  return row.projectId;
}
