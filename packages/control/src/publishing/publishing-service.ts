import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef, ControlServices, PublishChoice } from '../contracts/services';
import type { PublishPlan } from '../contracts/views';
import type { Database, Db } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { stopDeploymentsOf } from '../deployments/deployment-commands';
import { type DraftRecord, deleteDraft, findDraft, replaceDraft } from '../drafts/draft-repository';
import { projectWithHead } from '../drafts/draft-service';
import { notifyLive } from '../live/notify';
import { knownVersions, latestVersionNumbers } from '../pipelines/pipeline-repository';
import { draftEnvironment } from '../projects/draft-environment';
import { lockProject } from '../projects/project-repository';
import type { RevisionContent, RevisionReader } from '../projects/revision-reader';
import { type RevisionPipelineRecord, revisionPipelines } from '../projects/revision-repository';
import { type Candidate, makeCandidate, remainder } from './candidate';
import { publishPlan } from './publish-plan';
import { type WrittenRevision, writeRevision } from './revision-writer';

type PublishInput = PublishChoice & { baseRevisionId: string; message: string };

export function createPublishingService(
  database: Database,
  revisions: RevisionReader,
): ControlServices['publishing'] {
  return {
    async plan(actor, projectId, choice) {
      const { head } = await projectWithHead(database.db, projectId);
      const draft = await findDraft(database.db, projectId, actor.id);
      const former = await revisionPipelines(database.db, head.id);
      return await planOf(database.db, revisions, { projectId, head, draft, former, choice });
    },

    async publish(actor, projectId, input) {
      const message = input.message.trim();
      if (message === '' || message.length > 2_000)
        throw new PenstockError(
          'bad_input',
          'Write a sentence about what changes (at most 2,000 characters).',
        );
      const written = await database.transaction((tx) =>
        publish(tx, revisions, actor, projectId, { ...input, message }),
      );
      return {
        revisionNumber: written.number,
        versions: written.pipelines.map(({ key, pipelineId, versionId, number }) => ({
          key,
          pipelineId,
          versionId,
          number,
        })),
      };
    },
  };
}

type PlanContext = {
  projectId: string;
  head: { id: string; number: number };
  draft: DraftRecord | null;
  former: RevisionPipelineRecord[];
  choice: PublishChoice;
};

async function planOf(db: Db, revisions: RevisionReader, context: PlanContext): Promise<PublishPlan> {
  const { candidate, headContent, baseRevisionId } = await candidateOf(db, revisions, context);
  const ids = context.former.map((row) => row.pipelineId);
  // One after the other: inside a transaction there is one connection.
  const latest = await latestVersionNumbers(db, ids);
  const known = await knownVersions(db, ids);
  return publishPlan({
    baseRevisionId,
    headMoved: baseRevisionId !== context.head.id,
    head: headContent,
    former: context.former,
    candidate,
    renames: context.choice.renames ?? {},
    environment: await draftEnvironment(db, context.projectId),
    knownVersion: (pipelineId, hash) => known.get(`${pipelineId} ${hash}`) ?? null,
    nextVersion: (pipelineId) => (latest.get(pipelineId) ?? 0) + 1,
  });
}

async function candidateOf(db: Db, revisions: RevisionReader, context: PlanContext) {
  const baseRevisionId = context.draft?.baseRevisionId ?? context.head.id;
  const headContent = await revisions.content(context.head.id, db);
  const base = baseRevisionId === context.head.id ? headContent : await revisions.content(baseRevisionId, db);
  const candidate = makeCandidate({
    base,
    head: headContent,
    changes: context.draft?.changes ?? new Map(),
    choice: context.choice,
  });
  return { candidate, headContent, base, baseRevisionId };
}

/** Checks everything, then writes the revision and what stays of the draft. */
async function publish(
  tx: Db,
  revisions: RevisionReader,
  actor: ActorRef,
  projectId: string,
  input: PublishInput,
): Promise<WrittenRevision> {
  if (!(await lockProject(tx, projectId)))
    throw new PenstockError('not_found', 'This project does not exist.');
  // The lock that saving takes: a keystroke acknowledged while publishing must be in it or stay in the draft.
  await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
  const { head } = await projectWithHead(tx, projectId);
  const draft = await findDraft(tx, projectId, actor.id);
  if (!draft) throw new PenstockError('bad_input', 'There is nothing to publish: the draft has no changes.');
  if (draft.baseRevisionId !== input.baseRevisionId)
    throw new PenstockError(
      'conflict',
      'Your draft moved on since this page was opened. Look at the changes again, then publish.',
    );
  const former = await revisionPipelines(tx, head.id);
  const context = { projectId, head, draft, former, choice: input };
  const plan = await planOf(tx, revisions, context);
  refuse(plan);
  const { candidate, base } = await candidateOf(tx, revisions, context);
  const written = await writeRevision(tx, {
    actor,
    projectId,
    message: input.message,
    texts: candidate.texts,
    stored: candidate.stored,
    parent: { ...head, pipelines: former },
    renames: input.renames ?? {},
  });
  const present = new Set(written.pipelines.map((pipeline) => pipeline.pipelineId));
  for (const gone of former.filter((row) => !present.has(row.pipelineId)))
    await stopDeploymentsOf(tx, actor, gone.pipelineId, `deleted in revision #${written.number}`);
  await keepRest(tx, draft, candidate, { base, revisionId: written.revisionId });
  await notifyLive(tx, { draft: { projectId, actorId: actor.id } });
  await writeAudit(tx, {
    actor,
    projectId,
    action: 'publish.run',
    resourceKind: 'project',
    resourceId: projectId,
    detail: {
      revision: written.number,
      message: input.message,
      pipelines: plan.pipelines.map(({ key, change, toVersion }) => ({ key, change, toVersion })),
    },
  });
  return written;
}

function refuse(plan: PublishPlan): void {
  const conflict = plan.conflicts[0];
  if (conflict)
    throw new PenstockError(
      'conflict',
      `Somebody else published changes to the same place: ${conflict.message}`,
      { details: { conflicts: plan.conflicts } },
    );
  if (plan.pipelines.length === 0 && plan.files.length === 0)
    throw new PenstockError(
      'bad_input',
      'There is nothing to publish: the draft says the same as the project.',
    );
  const invalid = plan.pipelines.filter((pipeline) =>
    pipeline.diagnostics.some((diagnostic) => diagnostic.severity === 'error'),
  );
  const first = invalid[0];
  if (!first) return;
  const problem = first.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  throw new PenstockError(
    'invalid_version',
    `${first.key} has an error: ${problem?.message ?? ''} (${problem?.file}, line ${problem?.line}). Mend it, or publish the other pipelines alone.`,
    {
      details: {
        pipelines: invalid.map((pipeline) => pipeline.key),
        diagnostics: invalid.flatMap((pipeline) => pipeline.diagnostics),
      },
    },
  );
}

/**
 * What was not published stays in the draft, now on top of the new revision. When the rest conflicts with what others
 * published meanwhile, the draft keeps its old base: nothing is lost and the next publish shows the conflict.
 */
async function keepRest(
  tx: Db,
  draft: DraftRecord,
  candidate: Candidate,
  at: { base: RevisionContent; revisionId: string },
): Promise<void> {
  const changes = remainder(at.base, candidate, draft.changes);
  if (changes === null) return;
  if (changes.size === 0) await deleteDraft(tx, draft.id);
  else await replaceDraft(tx, draft.id, at.revisionId, changes);
}
