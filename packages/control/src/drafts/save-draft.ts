import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { Db } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { notifyLive } from '../live/notify';
import { checkPath, folderLimits } from '../projects/file-paths';
import { type RevisionReader, samplesFolder } from '../projects/revision-reader';
import { findRevision } from '../projects/revision-repository';
import { withChanges } from '../projects/texts';
import { deleteDraft, findDraft, lockDraft, removeDraftFiles, saveDraftFiles } from './draft-repository';
import { pathsBehind, stampOf } from './stamps';

type SaveInput = Parameters<ControlServices['drafts']['save']>[2];
type Saved = Awaited<ReturnType<ControlServices['drafts']['save']>>;

/** Puts whole files into the draft, all or none: a page that is behind another one of the same person gets `conflict`. */
export async function saveDraft(
  tx: Db,
  revisions: RevisionReader,
  actor: ActorRef,
  projectId: string,
  input: SaveInput,
): Promise<Saved> {
  checkDraftFiles(input.files);
  await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
  const base = await findRevision(tx, input.baseRevisionId);
  if (!base || base.projectId !== projectId)
    throw new PenstockError(
      'not_found',
      'The revision this draft began with does not exist. Reload the page.',
    );
  const draft = await lockDraft(tx, projectId, actor.id, input.baseRevisionId);
  if (draft.baseRevisionId !== input.baseRevisionId) throw behind(Object.keys(input.files));
  const before = (await revisions.content(base.id, tx)).texts;
  const late = pathsBehind(withChanges(before, draft.changes), input.files, input.known);
  if (late.length > 0) throw behind(late);
  const undone = new Set(
    Object.entries(input.files).flatMap(([path, text]) =>
      (Object.hasOwn(before, path) ? before[path] : null) === text && !path.startsWith(samplesFolder)
        ? [path]
        : [],
    ),
  );
  await removeDraftFiles(tx, draft.id, [...undone]);
  const changes = new Map(Object.entries(input.files).filter(([path]) => !undone.has(path)));
  const updatedAt = await saveDraftFiles(tx, draft.id, changes);
  const after = await findDraft(tx, projectId, actor.id);
  if (after?.changes.size === 0) await deleteDraft(tx, draft.id);
  else if (draft.isNew)
    await writeAudit(tx, {
      actor,
      projectId,
      action: 'draft.begin',
      resourceKind: 'draft',
      resourceId: draft.id,
      detail: { base: base.number, paths: Object.keys(input.files) },
    });
  const { origin } = input;
  await notifyLive(tx, { draft: { projectId, actorId: actor.id, ...(origin ? { origin } : {}) } });
  return { updatedAt: updatedAt.toISOString(), stamps: stampsOfSaved(input.files) };
}

function stampsOfSaved(files: SaveInput['files']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, stampOf(text)]])),
  );
}

function checkDraftFiles(files: Record<string, string | null>): void {
  for (const [path, text] of Object.entries(files)) {
    checkPath(path);
    if (text !== null && Buffer.byteLength(text) > folderLimits.bytesPerFile) {
      throw new PenstockError(
        'too_large',
        `${path} is larger than ${folderLimits.bytesPerFile / 1024 / 1024} MiB and was not saved.`,
        { details: { path } },
      );
    }
  }
}

function behind(paths: string[]): PenstockError {
  return new PenstockError(
    'conflict',
    `Your draft moved on in another tab: ${paths.join(', ')}. Choose which text counts; the one here was not saved.`,
    { details: { behind: paths } },
  );
}
