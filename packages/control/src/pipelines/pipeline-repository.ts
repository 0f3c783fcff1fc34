import type { Db } from '../db/client';
import { toJson } from '../db/json';

export async function findPipeline(db: Db, id: string) {
  return await db.pipeline.findUnique({ where: { id } });
}

export async function findPipelineByKey(db: Db, projectId: string, key: string) {
  return await db.pipeline.findFirst({ where: { projectId, key, deletedAt: null } });
}

export async function createPipeline(
  tx: Db,
  pipeline: { id: string; projectId: string; key: string; createdBy: string },
): Promise<void> {
  await tx.pipeline.create({ data: pipeline });
}

export async function renamePipeline(tx: Db, id: string, key: string): Promise<void> {
  await tx.pipeline.update({ where: { id }, data: { key } });
}

/** History stays; the key is free again. */
export async function markDeleted(tx: Db, id: string): Promise<void> {
  await tx.$executeRaw`update pipelines set deleted_at = clock_timestamp() where id = ${id}::uuid and deleted_at is null`;
}

export async function findVersion(db: Db, pipelineId: string, number: number) {
  return await db.pipelineVersion.findUnique({ where: { pipelineId_number: { pipelineId, number } } });
}

export async function findVersionById(db: Db, id: string) {
  return await db.pipelineVersion.findUnique({ where: { id } });
}

export async function versionNumbers(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.pipelineVersion.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, number: true },
  });
  return new Map(rows.map((row) => [row.id, row.number]));
}

export async function latestVersionNumbers(
  db: Db,
  pipelineIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.pipelineVersion.groupBy({
    by: ['pipelineId'],
    where: { pipelineId: { in: [...pipelineIds] } },
    _max: { number: true },
  });
  return new Map(rows.map((row) => [row.pipelineId, row._max.number ?? 0]));
}

/** The version with this content, made when there is none: equal content is the same version again. */
export async function versionForContent(
  tx: Db,
  input: {
    id: string;
    projectId: string;
    pipelineId: string;
    contentHash: string;
    definition: unknown;
    createdBy: string;
  },
): Promise<{ id: string; number: number; isNew: boolean }> {
  const known = await tx.pipelineVersion.findUnique({
    where: { pipelineId_contentHash: { pipelineId: input.pipelineId, contentHash: input.contentHash } },
    select: { id: true, number: true },
  });
  if (known) return { ...known, isNew: false };
  const last = await tx.pipelineVersion.aggregate({
    where: { pipelineId: input.pipelineId },
    _max: { number: true },
  });
  const number = (last._max.number ?? 0) + 1;
  await tx.pipelineVersion.create({ data: { ...input, number, definition: toJson(input.definition) } });
  return { id: input.id, number, isNew: true };
}

/** `"<pipelineId> <contentHash>"` → version number, for all versions of these pipelines. */
export async function knownVersions(db: Db, pipelineIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.pipelineVersion.findMany({
    where: { pipelineId: { in: [...pipelineIds] } },
    select: { pipelineId: true, contentHash: true, number: true },
  });
  return new Map(rows.map((row) => [`${row.pipelineId} ${row.contentHash}`, row.number]));
}
