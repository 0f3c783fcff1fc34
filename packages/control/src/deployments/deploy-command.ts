import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import type { ActorRef } from '../contracts/services';
import type { DeployPlan } from '../contracts/views';
import type { Database, Db } from '../db/client';
import { lockProject } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { writeRevision } from '../publishing/revision-writer';
import { newestCommitId } from '../runs/known-commit';
import { kindOf } from './deploy-plan';
import { announce, type Command, command, lockedDeployment } from './deployment-commands';
import { createDeployment, forgetLatest } from './deployment-repository';
import { type DeployTarget, type EngineRefusals, type PlanContext, readPlanContext } from './plan-context';
import { type StartChoice, startOfScanMode, storedStart } from './start/stored-start';

export type DeployInput = DeployTarget & { token: string; start?: StartChoice };

/**
 * Carries out exactly the plan whose token is given, in one transaction: the revision that puts an old version back
 * (when the head does not have it), desired state, history, and the outbox row. Throws `conflict` when anything the plan
 * was made of has changed, and `invalid_version` before anything is touched.
 */
export async function deploy(
  database: Database,
  revisions: RevisionReader,
  refusals: EngineRefusals,
  actor: ActorRef,
  input: DeployInput,
  plan: Pick<DeployPlan, 'startNeeded' | 'beside'>,
): Promise<string> {
  return await database.transaction(async (tx) => {
    const seen = await readPlanContext(tx, revisions, refusals, input);
    await lockProject(tx, seen.projectId);
    if (seen.placement) await lockedDeployment(tx, seen.placement.id);
    const context = await readPlanContext(tx, revisions, refusals, input);
    if (context.token !== input.token) {
      throw new PenstockError(
        'conflict',
        'Something changed since this plan was made (a publish, or another deploy). Read the new plan, then deploy.',
      );
    }
    const blocker = context.blockers[0];
    if (blocker !== undefined || !context.reading)
      throw new PenstockError(
        'invalid_version',
        `v${context.version.number} cannot be deployed: ${blocker}`,
        { details: { blockers: context.blockers } },
      );
    const revision = await revisionFor(tx, revisions, actor, context);
    const start = await startFor(tx, context, plan, input.start);
    if (start && context.placement && losesPosition(plan)) await forgetLatest(tx, context.placement.id);
    return await place(tx, actor, context, revision, start);
  });
}

async function revisionFor(
  tx: Db,
  revisions: RevisionReader,
  actor: ActorRef,
  context: PlanContext,
): Promise<{ id: string; number: number }> {
  if (context.atHead) return context.head;
  const { files, texts } = await revisions.content(context.head.id, tx);
  const word = kindOf(context) === 'rollback' ? 'rolled back' : 'returned';
  const written = await writeRevision(tx, {
    actor,
    projectId: context.projectId,
    message: `${context.pipelineKey} ${word} to v${context.version.number}`,
    texts: context.texts,
    stored: files.filter((file) => !Object.hasOwn(texts, file.path)),
    parent: { ...context.head, pipelines: context.former },
  });
  const present = written.pipelines.find((pipeline) => pipeline.key === context.pipelineKey);
  if (present?.versionId !== context.version.id)
    throw new Error(`putting v${context.version.number} of ${context.pipelineKey} back gave another version`);
  return { id: written.revisionId, number: written.number };
}

async function place(
  tx: Db,
  actor: ActorRef,
  context: PlanContext,
  revision: { id: string; number: number },
  start: Record<string, unknown> | null,
): Promise<string> {
  const { placement, version, environment, reading } = context;
  const state = reading?.resolved.enabled === false ? 'stopped' : 'running';
  const isRollback = kindOf(context) === 'rollback';
  const described: Command = {
    actor,
    action: isRollback ? 'rollback' : 'deploy',
    desired: { state, versionId: version.id, revisionId: revision.id },
    message: isRollback
      ? `Revision #${revision.number} rolled back to v${version.number}`
      : `v${version.number} deployed by ${actor.name} (revision #${revision.number})`,
  };
  if (placement) {
    await command(tx, placement, {
      ...described,
      desired: { ...described.desired, ...(start ? { start } : {}) },
    });
    return placement.id;
  }
  const id = randomUUID();
  await createDeployment(tx, {
    id,
    projectId: context.projectId,
    pipelineId: context.pipelineId,
    environmentId: environment.id,
    createdBy: actor.id,
    desired: { state, versionId: version.id, revisionId: revision.id, start },
  });
  await announce(tx, { id, projectId: context.projectId, generation: 1 }, described);
  return id;
}

/** With the table or its property the totals are gone too, and the next position counts from zero. */
function losesPosition({ startNeeded }: Pick<DeployPlan, 'startNeeded'>): boolean {
  return startNeeded?.code === 'table_replaced' || startNeeded?.code === 'position_missing';
}

/** What the deployment keeps as its start; null leaves what it has. A deployment that waits for a choice needs one. */
async function startFor(
  tx: Db,
  { placement, reading }: PlanContext,
  { startNeeded, beside }: Pick<DeployPlan, 'startNeeded' | 'beside'>,
  chosen: StartChoice | undefined,
): Promise<Record<string, unknown> | null> {
  const pipeline = reading?.resolved ?? null;
  const facts = {
    pipeline,
    adopt: beside?.deploymentId ?? null,
    besides: beside?.all ?? [],
    afterCommit: placement ? await newestCommitId(tx, placement.id) : null,
  };
  const choice =
    chosen ?? (placement ? null : beside ? { kind: 'adopt' as const } : startOfScanMode(pipeline));
  if (choice?.kind === 'adopt' && beside?.unavailable) throw new PenstockError('refused', beside.unavailable);
  if (choice) return storedStart(choice, facts);
  if (startNeeded === null || startNeeded.code === 'first') return null;
  throw new PenstockError(
    'bad_input',
    `Choose where to read from, then deploy. ${startNeeded.title}: ${startNeeded.message}`,
  );
}
