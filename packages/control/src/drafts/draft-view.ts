import type { ActorRef } from '../contracts/services';
import type { DraftView } from '../contracts/views';
import type { Db } from '../db/client';
import { draftEnvironment } from '../projects/draft-environment';
import { changedPipelines, readProject } from '../projects/project-config';
import type { RevisionReader } from '../projects/revision-reader';
import { findRevision } from '../projects/revision-repository';
import { withChanges } from '../projects/texts';
import { findDraft } from './draft-repository';
import { projectWithHead } from './project-with-head';
import { stampsOf } from './stamps';

/** The person's draft of a project as the editor shows it; without one, the head. */
export async function draftView(
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
    stamps: stampsOf(files),
    changedPaths: [...(draft?.changes.keys() ?? [])].sort(),
    changedPipelines: draft ? changedPipelines(base, files).map((change) => change.key) : [],
    headMoved: baseId !== head.id,
    updatedAt: draft?.updatedAt.toISOString() ?? null,
    diagnostics: readProject(files, await draftEnvironment(db, projectId)).diagnostics,
  };
}
