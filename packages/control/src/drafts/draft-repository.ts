import { randomUUID } from 'node:crypto';
import { textOf, toBytes } from '../db/bytes';
import type { Db } from '../db/client';

/** Path → text, or null for a file the draft deletes. */
export type DraftChanges = Map<string, string | null>;
export type DraftRecord = { id: string; baseRevisionId: string; updatedAt: Date; changes: DraftChanges };

export async function findDraft(db: Db, projectId: string, actorId: string): Promise<DraftRecord | null> {
  const row = await db.draft.findUnique({
    where: { projectId_actorId: { projectId, actorId } },
    include: { files: true },
  });
  if (!row) return null;
  const changes = new Map(
    row.files.map((file) => [file.path, file.content === null ? null : textOf(file.content)]),
  );
  return { id: row.id, baseRevisionId: row.baseRevisionId, updatedAt: row.updatedAt, changes };
}

/** Makes the draft on `baseRevisionId` when there is none, and locks it against another tab of the same person. */
export async function lockDraft(
  tx: Db,
  projectId: string,
  actorId: string,
  baseRevisionId: string,
): Promise<DraftRecord & { isNew: boolean }> {
  const made = await tx.$executeRaw`
    insert into drafts (id, project_id, actor_id, base_revision_id, updated_at)
    values (${randomUUID()}::uuid, ${projectId}::uuid, ${actorId}::uuid, ${baseRevisionId}::uuid, clock_timestamp())
    on conflict (project_id, actor_id) do nothing`;
  await tx.$queryRaw`select id from drafts where project_id = ${projectId}::uuid and actor_id = ${actorId}::uuid for update`;
  const draft = await findDraft(tx, projectId, actorId);
  if (!draft) throw new Error('the draft that was just made is gone');
  return { ...draft, isNew: made === 1 };
}

/** Writes these files and leaves the draft's other files as they are. */
export async function saveDraftFiles(
  tx: Db,
  draftId: string,
  changes: ReadonlyMap<string, string | null>,
): Promise<Date> {
  for (const [path, text] of changes) {
    const content = text === null ? null : toBytes(text);
    await tx.draftFile.upsert({
      where: { draftId_path: { draftId, path } },
      create: { draftId, path, content },
      update: { content },
    });
  }
  const row = await tx.draft.update({
    where: { id: draftId },
    data: { updatedAt: new Date() },
    select: { updatedAt: true },
  });
  return row.updatedAt;
}

export async function removeDraftFiles(tx: Db, draftId: string, paths: readonly string[]): Promise<void> {
  await tx.draftFile.deleteMany({ where: { draftId, path: { in: [...paths] } } });
}

/** The draft stands on another revision now, with exactly these changes. */
export async function replaceDraft(
  tx: Db,
  draftId: string,
  baseRevisionId: string,
  changes: ReadonlyMap<string, string | null>,
): Promise<void> {
  await tx.draftFile.deleteMany({ where: { draftId } });
  await tx.draft.update({ where: { id: draftId }, data: { baseRevisionId } });
  await saveDraftFiles(tx, draftId, changes);
}

export async function deleteDraft(tx: Db, draftId: string): Promise<void> {
  await tx.draft.delete({ where: { id: draftId } });
}
