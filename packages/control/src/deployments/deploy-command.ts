import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import type { ActorRef } from '../contracts/services';
import type { Database, Db } from '../db/client';
import { lockProject } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { writeRevision } from '../publishing/revision-writer';
import { newestCommitId } from '../runs/known-commit';
import { kindOf } from './deploy-plan';
import { announce, type Command, command, lockedDeployment } from './deployment-commands';
import { createDeployment } from './deployment-repository';
import { type DeployTarget, type EngineRefusals, type PlanContext, readPlanContext } from './plan-context';

export type StartChoice = { kind: 'earliest' | 'latest' | 'group' | 'time'; at?: string };
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
    return await place(tx, actor, context, revision, input.start);
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
  start: StartChoice | undefined,
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
      desired: { ...described.desired, ...(start ? { start: await chosenAgain(tx, start, context) } : {}) },
    });
    return placement.id;
  }
  const id = randomUUID();
  const position = checkStart(start ?? defaultStart(context), context);
  await createDeployment(tx, {
    id,
    projectId: context.projectId,
    pipelineId: context.pipelineId,
    environmentId: environment.id,
    createdBy: actor.id,
    desired: { state, versionId: version.id, revisionId: revision.id, start: position },
  });
  await announce(tx, { id, projectId: context.projectId, generation: 1 }, described);
  return id;
}

function defaultStart({ reading }: PlanContext): StartChoice {
  const mode = reading?.resolved.scanMode;
  if (mode === 'latest-offset') return { kind: 'latest' };
  if (mode === 'group-offsets') return { kind: 'group' };
  const ms = reading?.resolved.scanTimestampMs;
  if (mode === 'timestamp' && ms !== null && ms !== undefined)
    return { kind: 'time', at: new Date(ms).toISOString() };
  return { kind: 'earliest' };
}

/** A start chosen for a deployment that has run: commits up to now no longer stand against beginning anew. */
async function chosenAgain(
  tx: Db,
  start: StartChoice,
  context: PlanContext,
): Promise<Record<string, string>> {
  const position = checkStart(start, context);
  if (!context.placement) return position;
  return { ...position, afterCommit: await newestCommitId(tx, context.placement.id) };
}

function checkStart(start: StartChoice, { reading }: PlanContext): Record<string, string> {
  if (start.kind === 'group') return { kind: 'group', groupId: reading?.resolved.groupId ?? '' };
  if (start.kind !== 'time') return { kind: start.kind };
  const at = new Date(start.at ?? '');
  if (Number.isNaN(at.getTime())) throw new PenstockError('bad_input', 'Choose the time from which to read.');
  return { kind: 'time', at: at.toISOString() };
}
