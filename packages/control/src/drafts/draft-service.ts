import { PenstockError } from '@penstock/common';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { DraftView } from '../contracts/views';
import type { Database, Db } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { checkPath, folderLimits } from '../projects/file-paths';
import { changedPipelines, mergeFiles, readProject, revertPipeline } from '../projects/project-config';
import { findProject, type ProjectRecord } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { findRevision } from '../projects/revision-repository';
import { changesBetween, withChanges } from '../projects/texts';
import {
  deleteDraft,
  findDraft,
  lockDraft,
  removeDraftFiles,
  replaceDraft,
  saveDraftFiles,
} from './draft-repository';

/** One draft per person and project. It begins with the first save and ends when nothing differs from its base. */
export function createDraftService(database: Database, revisions: RevisionReader): ControlServices['drafts'] {
  return {
    get: (actor, projectId) => view(database.db, revisions, actor, projectId),

    async save(actor, projectId, input) {
      checkDraftFiles(input.files);
      return await database.transaction(async (tx) => {
        await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
        const base = await findRevision(tx, input.baseRevisionId);
        if (!base || base.projectId !== projectId)
          throw new PenstockError(
            'not_found',
            'The revision this draft began with does not exist. Reload the page.',
          );
        const draft = await lockDraft(tx, projectId, actor.id, input.baseRevisionId);
        if (draft.baseRevisionId !== input.baseRevisionId) throw staleTab();
        const before = await revisions.content(base.id, tx);
        const changes = new Map(Object.entries(input.files));
        const undone = [...changes]
          .filter(
            ([path, text]) =>
              (Object.hasOwn(before.texts, path) ? before.texts[path] : null) === text &&
              !path.startsWith('samples/'),
          )
          .map(([path]) => path);
        for (const path of undone) changes.delete(path);
        await removeDraftFiles(tx, draft.id, undone);
        const updatedAt = await saveDraftFiles(tx, draft.id, changes);
        const after = await findDraft(tx, projectId, actor.id);
        if (after?.changes.size === 0) await deleteDraft(tx, draft.id);
        return { updatedAt: updatedAt.toISOString() };
      });
    },

    async discard(actor, projectId, input) {
      await database.transaction(async (tx) => {
        await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
        const draft = await findDraft(tx, projectId, actor.id);
        if (!draft) return;
        if (input.pipelineKey === undefined) return await deleteDraft(tx, draft.id);
        const base = (await revisions.content(draft.baseRevisionId, tx)).texts;
        const mine = withChanges(base, draft.changes);
        const changes = changesBetween(base, revertPipeline(base, mine, input.pipelineKey));
        if (changes.size === 0) await deleteDraft(tx, draft.id);
        else await replaceDraft(tx, draft.id, draft.baseRevisionId, changes);
      });
    },

    async rebase(actor, projectId) {
      return await database.transaction(async (tx) => {
        await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
        const { head } = await projectWithHead(tx, projectId);
        const draft = await findDraft(tx, projectId, actor.id);
        if (!draft || draft.baseRevisionId === head.id) return { conflicts: [] };
        const base = (await revisions.content(draft.baseRevisionId, tx)).texts;
        const theirs = (await revisions.content(head.id, tx)).texts;
        const merged = mergeFiles(base, theirs, withChanges(base, draft.changes));
        if (merged.conflicts.length > 0) return { conflicts: merged.conflicts };
        const changes = changesBetween(theirs, merged.files);
        if (changes.size === 0) await deleteDraft(tx, draft.id);
        else await replaceDraft(tx, draft.id, head.id, changes);
        return { conflicts: [] };
      });
    },
  };
}

async function view(
  db: Db,
  revisions: RevisionReader,
  actor: ActorRef,
  projectId: string,
): Promise<DraftView> {
  const { head } = await projectWithHead(db, projectId);
  const draft = await findDraft(db, projectId, actor.id);
  const baseId = draft?.baseRevisionId ?? head.id;
  const base = (await revisions.content(baseId)).texts;
  const files = withChanges(base, draft?.changes ?? new Map());
  return {
    baseRevisionId: baseId,
    baseNumber: baseId === head.id ? head.number : ((await findRevision(db, baseId))?.number ?? 0),
    files,
    changedPaths: [...(draft?.changes.keys() ?? [])].sort(),
    changedPipelines: draft ? changedPipelines(base, files).map((change) => change.key) : [],
    headMoved: baseId !== head.id,
    updatedAt: draft?.updatedAt.toISOString() ?? null,
    diagnostics: readProject(files).diagnostics,
  };
}

/** A project with its head; throws `not_found`. */
export async function projectWithHead(
  db: Db,
  projectId: string,
): Promise<{ project: ProjectRecord; head: { id: string; number: number } }> {
  const project = await findProject(db, projectId);
  if (!project?.headRevision)
    throw new PenstockError('not_found', 'This project does not exist. Go back to the list of projects.');
  return { project, head: project.headRevision };
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

function staleTab(): PenstockError {
  return new PenstockError(
    'conflict',
    'Your draft moved on in another tab. Reload this page to go on with it; the text here was not saved.',
  );
}
