import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';

/** A file of a revision: where it is and which bytes it has. */
export type FileRef = { path: string; hash: string };

export async function findRevision(db: Db, id: string) {
  return await db.revision.findUnique({ where: { id } });
}

export async function revisionFiles(db: Db, revisionId: string): Promise<FileRef[]> {
  const rows = await db.revisionFile.findMany({ where: { revisionId }, orderBy: { path: 'asc' } });
  return rows.map((row) => ({ path: row.path, hash: row.blobHash }));
}

export async function readBlobs(db: Db, hashes: readonly string[]): Promise<Map<string, Uint8Array>> {
  if (hashes.length === 0) return new Map();
  const rows = await db.blob.findMany({
    where: { hash: { in: [...new Set(hashes)] } },
    select: { hash: true, content: true },
  });
  return new Map(rows.map((row) => [row.hash, row.content]));
}

/** Writes contents that are not there yet. Blobs are never changed, so that a hash always means the same bytes. */
export async function writeBlobs(tx: Db, blobs: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<void> {
  if (blobs.size === 0) return;
  await tx.blob.createMany({
    data: [...blobs].map(([hash, content]) => ({ hash, content, size: content.byteLength })),
    skipDuplicates: true,
  });
}

export async function createRevision(
  tx: Db,
  revision: {
    id: string;
    projectId: string;
    number: number;
    parentId: string | null;
    authorId: string;
    message: string;
    contentHash: string;
  },
  files: readonly FileRef[],
): Promise<void> {
  await tx.revision.create({ data: revision });
  await tx.revisionFile.createMany({
    data: files.map((file) => ({ revisionId: revision.id, path: file.path, blobHash: file.hash })),
  });
}

export type RevisionPipelineRecord = {
  pipelineId: string;
  versionId: string;
  versionNumber: number;
  contentHash: string;
  key: string;
  valid: boolean;
};

/** The pipelines of a revision with their versions. */
export async function revisionPipelines(db: Db, revisionId: string): Promise<RevisionPipelineRecord[]> {
  const rows = await db.revisionPipeline.findMany({
    where: { revisionId },
    include: { version: { select: { number: true, contentHash: true } } },
  });
  return rows.map((row) => ({
    pipelineId: row.pipelineId,
    versionId: row.versionId,
    versionNumber: row.version.number,
    contentHash: row.version.contentHash,
    key: row.key,
    valid: row.valid,
  }));
}

export async function addRevisionPipelines(
  tx: Db,
  revisionId: string,
  rows: readonly { pipelineId: string; versionId: string; key: string; valid: boolean }[],
): Promise<void> {
  if (rows.length > 0)
    await tx.revisionPipeline.createMany({ data: rows.map((row) => ({ revisionId, ...row })) });
}

/** For each version the revision it first appeared in, newest version first. */
export async function versionOrigins(db: Db, pipelineId: string) {
  return await db.$queryRaw<
    {
      versionId: string;
      number: number;
      createdAt: Date;
      createdBy: string;
      message: string;
      revisionNumber: number;
    }[]
  >(Prisma.sql`
    select distinct on (v.number) v.id::text as "versionId", v.number, v.created_at as "createdAt", a.name as "createdBy", r.message, r.number as "revisionNumber"
      from pipeline_versions v
      join revision_pipelines rp on rp.version_id = v.id
      join revisions r on r.id = rp.revision_id
      left join actors a on a.id = v.created_by
     where v.pipeline_id = ${pipelineId}::uuid
     order by v.number desc, r.number asc`);
}

/** Who last changed each pipeline of a project: the first revision of the run of revisions that end at the head with its present version. */
export async function lastChanges(db: Db, projectId: string, headRevisionId: string) {
  return await db.$queryRaw<{ pipelineId: string; by: string; at: Date }[]>(Prisma.sql`
    with head as (select pipeline_id, version_id from revision_pipelines where revision_id = ${headRevisionId}::uuid),
         history as (
           select rp.pipeline_id, r.number, r.author_id, r.created_at,
                  lag(rp.version_id) over (partition by rp.pipeline_id order by r.number) is distinct from rp.version_id as changed
             from revision_pipelines rp join revisions r on r.id = rp.revision_id
            where r.project_id = ${projectId}::uuid)
    select distinct on (h.pipeline_id) h.pipeline_id::text as "pipelineId", coalesce(a.name, '') as "by", h.created_at as "at"
      from history h join head using (pipeline_id) left join actors a on a.id = h.author_id
     where h.changed order by h.pipeline_id, h.number desc`);
}
