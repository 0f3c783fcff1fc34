import { writeAudit } from '../audit/audit-repository';
import type { ActorRef, ControlServices } from '../contracts/services';
import type { Database, Db } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { notifyLive } from '../live/notify';
import { partOf } from '../projects/file-part';
import { revertPipeline } from '../projects/project-config';
import type { RevisionReader } from '../projects/revision-reader';
import type { TextChanges } from '../projects/texts';
import { editedDraft, moveChanges } from './draft-changes';
import { deleteDraft, findDraft, replaceDraft } from './draft-repository';
import { draftView } from './draft-view';
import { projectWithHead } from './project-with-head';
import { saveDraft } from './save-draft';

export { projectWithHead } from './project-with-head';

/** One draft per person and project. It begins with the first save and ends when nothing differs from its base. */
export function createDraftService(database: Database, revisions: RevisionReader): ControlServices['drafts'] {
  return {
    get: (actor, projectId) => draftView(database.db, revisions, actor, projectId),

    save: (actor, projectId, input) =>
      database.transaction((tx) => saveDraft(tx, revisions, actor, projectId, input)),

    async discard(actor, projectId, { pipelineKey }) {
      await database.transaction(async (tx) => {
        await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
        const draft = await findDraft(tx, projectId, actor.id);
        if (!draft) return;
        const left =
          pipelineKey === undefined
            ? new Map<string, null>()
            : await without(tx, revisions, draft, pipelineKey);
        await keep(tx, draft.id, draft.baseRevisionId, left);
        await tell(tx, actor, projectId, draft.id, 'draft.discard', {
          ...(pipelineKey === undefined ? {} : { pipeline: pipelineKey }),
          paths: [...draft.changes.keys()].filter(
            (path) => left.get(path) !== draft.changes.get(path) || !left.has(path),
          ),
        });
      });
    },

    async rebase(actor, projectId, choices = []) {
      return await database.transaction(async (tx) => {
        await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
        const { head } = await projectWithHead(tx, projectId);
        const draft = await findDraft(tx, projectId, actor.id);
        if (!draft || draft.baseRevisionId === head.id) return { conflicts: [] };
        const base = await revisions.content(draft.baseRevisionId, tx);
        const moved = moveChanges(base, await revisions.content(head.id, tx), draft.changes, choices);
        if (moved.conflicts.length > 0) return { conflicts: moved.conflicts };
        await keep(tx, draft.id, head.id, moved.changes);
        await tell(tx, actor, projectId, draft.id, 'draft.rebase', {
          onto: head.number,
          ...(choices.length > 0 ? { choices } : {}),
        });
        return { conflicts: [] };
      });
    },
  };
}

type Draft = NonNullable<Awaited<ReturnType<typeof findDraft>>>;

/** The draft's changes but those of one pipeline: its entry, its transformer, its samples and tests. */
async function without(tx: Db, revisions: RevisionReader, draft: Draft, key: string): Promise<TextChanges> {
  const base = await revisions.content(draft.baseRevisionId, tx);
  const { files, changesOf } = editedDraft(base, draft.changes);
  const isOwn = (path: string) => {
    const owner = partOf(path);
    return owner.part === 'pipeline' && owner.key === key;
  };
  return new Map([...changesOf(revertPipeline(base.texts, files, key))].filter(([path]) => !isOwn(path)));
}

async function keep(tx: Db, draftId: string, baseRevisionId: string, changes: TextChanges): Promise<void> {
  if (changes.size === 0) await deleteDraft(tx, draftId);
  else await replaceDraft(tx, draftId, baseRevisionId, changes);
}

/** History and the other pages of the same person. */
async function tell(
  tx: Db,
  actor: ActorRef,
  projectId: string,
  draftId: string,
  action: 'draft.discard' | 'draft.rebase',
  detail: Record<string, unknown>,
): Promise<void> {
  await writeAudit(tx, { actor, projectId, action, resourceKind: 'draft', resourceId: draftId, detail });
  await notifyLive(tx, { draft: { projectId, actorId: actor.id } });
}
