import type { Db } from '../db/client';
import type { Prisma } from '../generated/prisma/client';

/** Environments of one import share their time; the name settles it. */
const inOrder: Prisma.EnvironmentOrderByWithRelationInput[] = [{ createdAt: 'asc' }, { name: 'asc' }];

const withHead = {
  headRevision: { select: { id: true, number: true } },
  environments: { select: { id: true, name: true, variables: true }, orderBy: inOrder },
} satisfies Prisma.ProjectInclude;

export async function listProjects(db: Db) {
  return await db.project.findMany({ include: withHead, orderBy: { createdAt: 'asc' } });
}

export async function findProject(db: Db, id: string) {
  return await db.project.findUnique({ where: { id }, include: withHead });
}

export type ProjectRecord = NonNullable<Awaited<ReturnType<typeof findProject>>>;

export async function countProjects(db: Db): Promise<number> {
  return await db.project.count();
}

/** Locks the project so that two publishers follow each other; answers with the head they have to build on. */
export async function lockProject(tx: Db, id: string): Promise<{ headRevisionId: string | null } | null> {
  const rows = await tx.$queryRaw<{ headRevisionId: string | null }[]>`
    select head_revision_id::text as "headRevisionId" from projects where id = ${id}::uuid for update`;
  return rows[0] ?? null;
}

export async function createProject(
  tx: Db,
  project: { id: string; slug: string; name: string; createdBy: string },
): Promise<void> {
  await tx.project.create({ data: project });
}

export async function setHead(tx: Db, projectId: string, revisionId: string): Promise<void> {
  await tx.project.update({ where: { id: projectId }, data: { headRevisionId: revisionId } });
}

export async function createEnvironment(
  tx: Db,
  environment: { id: string; projectId: string; name: string; createdBy: string },
): Promise<void> {
  await tx.environment.create({ data: environment });
}

export async function findEnvironment(db: Db, projectId: string, id: string) {
  return await db.environment.findFirst({ where: { id, projectId } });
}

/** The environment `local`, else the project's first one. */
export async function firstEnvironment(db: Db, projectId: string) {
  const all = await db.environment.findMany({ where: { projectId }, orderBy: inOrder });
  return all.find((one) => one.name === 'local') ?? all[0] ?? null;
}

export async function listEnvironments(db: Db, name: string) {
  return await db.environment.findMany({ where: { name }, select: { id: true, projectId: true } });
}
