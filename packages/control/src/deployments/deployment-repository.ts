import type { Db } from '../db/client';
import { toJson } from '../db/json';
import { Prisma } from '../generated/prisma/client';
import type { LeaseHolder } from '../runs/lease-repository';
import type { StoredProblem } from '../runs/problem';

const withRelations = {
  lease: { select: { owner: true, epoch: true, expiresAt: true } },
  environment: { select: { name: true } },
  pipeline: { select: { key: true, deletedAt: true } },
} satisfies Prisma.DeploymentInclude;

export type DeploymentRecord = Prisma.DeploymentGetPayload<{ include: typeof withRelations }>;

export async function findDeployment(db: Db, id: string): Promise<DeploymentRecord | null> {
  return await db.deployment.findUnique({ where: { id }, include: withRelations });
}

export async function findPlacement(
  db: Db,
  pipelineId: string,
  environmentId: string,
): Promise<DeploymentRecord | null> {
  return await db.deployment.findUnique({
    where: { pipelineId_environmentId: { pipelineId, environmentId } },
    include: withRelations,
  });
}

export async function deploymentsOfProject(
  db: Db,
  projectId: string,
  environmentId: string,
): Promise<DeploymentRecord[]> {
  return await db.deployment.findMany({ where: { projectId, environmentId }, include: withRelations });
}

export async function deploymentsOfPipeline(db: Db, pipelineId: string): Promise<{ id: string }[]> {
  return await db.deployment.findMany({ where: { pipelineId }, select: { id: true } });
}

/** Which versions of a pipeline are desired, and where. */
export async function desiredVersions(
  db: Db,
  pipelineId: string,
): Promise<{ versionId: string; environmentName: string }[]> {
  const rows = await db.deployment.findMany({
    where: { pipelineId, desiredState: 'running' },
    select: { desiredVersionId: true, environment: { select: { name: true } } },
  });
  return rows.map((row) => ({ versionId: row.desiredVersionId, environmentName: row.environment.name }));
}

/** Locks the row so that two commands on one deployment follow each other. */
export async function lockDeployment(tx: Db, id: string): Promise<void> {
  await tx.$queryRaw`select id from deployments where id = ${id}::uuid for update`;
}

export type Desired = {
  state: 'running' | 'stopped';
  versionId: string;
  revisionId: string;
  start: unknown;
};

export async function createDeployment(
  tx: Db,
  input: {
    id: string;
    projectId: string;
    pipelineId: string;
    environmentId: string;
    createdBy: string;
    desired: Desired;
  },
): Promise<void> {
  const { desired, ...ids } = input;
  await tx.deployment.create({
    data: {
      ...ids,
      desiredState: desired.state,
      desiredVersionId: desired.versionId,
      desiredRevisionId: desired.revisionId,
      startPosition: desired.start === null ? Prisma.DbNull : toJson(desired.start),
    },
  });
}

/** Writes desired state and the next generation; answers with it. Only commands call this. */
export async function setDesired(tx: Db, id: string, desired: Partial<Desired>): Promise<number> {
  const row = await tx.deployment.update({
    where: { id },
    data: {
      ...(desired.state ? { desiredState: desired.state } : {}),
      ...(desired.versionId ? { desiredVersionId: desired.versionId } : {}),
      ...(desired.revisionId ? { desiredRevisionId: desired.revisionId } : {}),
      ...(desired.start === undefined
        ? {}
        : { startPosition: desired.start === null ? Prisma.DbNull : toJson(desired.start) }),
      generation: { increment: 1 },
    },
    select: { generation: true },
  });
  return row.generation;
}

export type Observed = {
  state: 'stopped' | 'starting' | 'running' | 'stopping' | 'failing' | 'blocked';
  versionId?: string | null;
  generation?: number;
  problem?: StoredProblem | null;
};

/** Writes observed state and the sign of life. Only the lease's holder calls this, inside a transaction that checks the lease. */
export async function setObserved(tx: Db, id: string, observed: Observed): Promise<void> {
  await tx.deployment.update({
    where: { id },
    data: {
      observedState: observed.state,
      ...(observed.versionId === undefined ? {} : { observedVersionId: observed.versionId }),
      ...(observed.generation === undefined ? {} : { observedGeneration: observed.generation }),
      ...(observed.problem === undefined
        ? {}
        : { problem: observed.problem === null ? Prisma.DbNull : toJson(observed.problem) }),
    },
  });
  await touchDeployment(tx, id);
}

/** The sign of life, by the database clock. */
export async function touchDeployment(tx: Db, id: string): Promise<void> {
  await tx.$executeRaw`update deployments set last_contact_at = clock_timestamp() where id = ${id}::uuid`;
}

/** The newest report; locks the row, so that two reports of one deployment are counted one after the other. */
export async function lockLatest(tx: Db, id: string): Promise<{ projectId: string; latest: unknown } | null> {
  const rows = await tx.$queryRaw<{ projectId: string; latest: unknown }[]>`
    select project_id::text as "projectId", latest from deployments where id = ${id}::uuid for update`;
  return rows[0] ?? null;
}

/** Totals begin at zero with a new position: without this the next report would count as less than the one before. */
export async function forgetLatest(tx: Db, id: string): Promise<void> {
  await tx.$executeRaw`update deployments set latest = null where id = ${id}::uuid`;
}

export async function saveLatest(tx: Db, id: string, latest: unknown): Promise<void> {
  await tx.$executeRaw`
    update deployments set latest = ${JSON.stringify(latest)}::jsonb, last_contact_at = clock_timestamp() where id = ${id}::uuid`;
}

/**
 * Deployments that need a runner's hand and have none: they should run (or should have stopped) and no valid lease covers
 * them, or only that of an earlier process of the same runner. Those that a person has to decide about (blocked at this
 * generation) are left out. The database clock judges.
 */
export async function unattendedDeployments(
  db: Db,
  runner: LeaseHolder,
  limit: number,
): Promise<{ id: string; generation: number }[]> {
  return await db.$queryRaw<{ id: string; generation: number }[]>`
    select d.id::text as id, d.generation
      from deployments d left join leases l on l.deployment_id = d.id
     where (l.deployment_id is null or l.expires_at < clock_timestamp()
            or (l.owner = ${runner.owner} and l.incarnation <> ${runner.incarnation}::uuid))
       and ((d.desired_state = 'running' and not (d.observed_state = 'blocked' and d.observed_generation = d.generation))
         or (d.desired_state = 'stopped' and d.observed_state <> 'stopped'))
     order by d.updated_at limit ${limit}::int`;
}
