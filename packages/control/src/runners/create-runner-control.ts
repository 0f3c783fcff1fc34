import type { ConnectionConfig } from '../connections/connection-config';
import { openDatabase } from '../db/client';
import { fromDatabaseError } from '../db/errors';
import { guarded } from '../db/guard';
import { unattendedDeployments } from '../deployments/deployment-repository';
import { notifyLive } from '../live/notify';
import { createRevisionReader } from '../projects/revision-reader';
import { afterCommitOf, type KnownCommit, knownCommit } from '../runs/known-commit';
import {
  acquireLease,
  advanceLease,
  type Lease,
  type LeaseHolder,
  releaseLease,
  renewLease,
} from '../runs/lease-repository';
import { type RunReportInput, runReportSchema } from '../runs/report';
import { storeReport } from '../runs/report-service';
import { createRunService } from '../runs/run-service';
import { createSecretBox } from '../secrets/secret-box';
import { type DeploymentTask, type PreparedVersion, prepareVersion, readTask } from './deployment-task';
import {
  heartbeatRunner,
  type RunnerIdentity,
  type RunnerLoad,
  registerRunner,
  removeRunner,
} from './runner-repository';

export type RunnerControlOptions = {
  databaseUrl: string;
  secretKey: string;
  /** The launcher's own Kafka or message files, for pipelines of the environment `local` that name no connection. */
  localConnection?: ConnectionConfig | null;
  poolSize?: number;
  onConnectionError?: (error: Error) => void;
};

export type RunnerControl = ReturnType<typeof createRunnerControl>;

/** What a runner does in Postgres. Every function throws PenstockError; `unavailable` means try again, `lease_lost` means stop. */
export function createRunnerControl(options: RunnerControlOptions) {
  const { databaseUrl, secretKey, localConnection, ...rest } = options;
  const database = openDatabase({ databaseUrl, applicationName: 'penstock-runner', ...rest });
  const { db } = database;
  const revisions = createRevisionReader(db);
  const access = { secrets: createSecretBox(secretKey), local: localConnection ?? null };
  return {
    registration: guarded({
      async register(identity: RunnerIdentity): Promise<void> {
        await registerRunner(db, identity);
        await notifyLive(db, { runner: identity.name });
      },
      heartbeat: (identity: Pick<RunnerIdentity, 'name' | 'incarnation'>, load: RunnerLoad) =>
        heartbeatRunner(db, identity, load),
      async leave(identity: Pick<RunnerIdentity, 'name' | 'incarnation'>): Promise<void> {
        await removeRunner(db, identity);
        await notifyLive(db, { runner: identity.name });
      },
    }),
    leases: guarded({
      acquire: (deploymentId: string, holder: LeaseHolder): Promise<Lease | null> =>
        acquireLease(db, deploymentId, holder),
      advance: (lease: Lease): Promise<Lease | null> => advanceLease(db, lease),
      renew: (lease: Lease): Promise<boolean> => renewLease(db, lease),
      async release(lease: Lease): Promise<boolean> {
        const released = await releaseLease(db, lease);
        await notifyLive(db, { deploymentId: lease.deploymentId });
        return released;
      },
    }),
    tasks: guarded({
      /** Deployments that nobody carries out at the moment, or only an earlier process of this runner. */
      unattended: (runner: LeaseHolder, limit: number): Promise<{ id: string; generation: number }[]> =>
        unattendedDeployments(db, runner, limit),
      read: (deploymentId: string): Promise<DeploymentTask | null> => readTask(db, deploymentId),
      prepare: (task: DeploymentTask): Promise<PreparedVersion> =>
        prepareVersion(db, revisions, access, task),
      /** Ask under the epoch of the next run: before that the former run may still commit. */
      knownCommit: (task: DeploymentTask, version: PreparedVersion): Promise<KnownCommit | null> =>
        knownCommit(
          db,
          task.deploymentId,
          { namespace: version.pipeline.sink.namespace, name: version.pipeline.sink.table },
          afterCommitOf(task.start),
        ),
    }),
    runs: guarded({
      ...createRunService(database),
      report: (lease: Lease, runId: string, report: RunReportInput): Promise<void> =>
        storeReport(database, lease, runId, runReportSchema.parse(report)),
    }),
    async close(): Promise<void> {
      await database.close().catch((error: unknown) => {
        throw fromDatabaseError(error);
      });
    },
  };
}
