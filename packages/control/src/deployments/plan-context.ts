import { isPenstockError, PenstockError } from '@penstock/common';
import type { FileDiagnostic, ResolvedPipeline, VersionDefinition } from '@penstock/config-schema';
import { sha256 } from '../db/bytes';
import type { Db } from '../db/client';
import { projectWithHead } from '../drafts/draft-service';
import { findPipeline, findVersion, findVersionById } from '../pipelines/pipeline-repository';
import { type PipelineReading, readProject, restoreVersion } from '../projects/project-config';
import { findEnvironment } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { type RevisionPipelineRecord, revisionPipelines } from '../projects/revision-repository';
import { variablesOf } from '../projects/variables';
import { afterCommitOf, type KnownCommit, newestCommit } from '../runs/known-commit';
import { type DeploymentRecord, findPlacement } from './deployment-repository';

export type DeployTarget = { pipelineId: string; environmentId: string; versionNumber: number };

/** Why the engine will not run a pipeline; empty when it will. Given by the process that has an engine or its emitter. */
export type EngineRefusals = (pipeline: ResolvedPipeline) => { message: string }[];

/** All that a deploy depends on, read in one place so that the plan and the command see the same. */
export type PlanContext = {
  projectId: string;
  pipelineId: string;
  pipelineKey: string;
  environment: { id: string; name: string };
  head: { id: string; number: number };
  former: RevisionPipelineRecord[];
  version: { id: string; number: number; definition: VersionDefinition };
  /** The head already has this version; else a revision has to put it back. */
  atHead: boolean;
  /** Text files that resolve the version: the head's, or the head's with the definition put back. */
  texts: Record<string, string>;
  reading: PipelineReading | null;
  /** Problems that forbid the deploy, as sentences. */
  blockers: string[];
  warnings: string[];
  placement: DeploymentRecord | null;
  deployed: { id: string; number: number; definition: VersionDefinition } | null;
  /** The deployed version as it resolves in today's project; null where it cannot be put back. */
  deployedPipeline: ResolvedPipeline | null;
  /** The newest commit by the catalog's log, with the tables it was on; empty when nothing was committed yet. */
  commits: KnownCommit[];
  token: string;
};

export async function readPlanContext(
  db: Db,
  revisions: RevisionReader,
  refusals: EngineRefusals,
  target: DeployTarget,
): Promise<PlanContext> {
  const pipeline = await findPipeline(db, target.pipelineId);
  if (!pipeline)
    throw new PenstockError(
      'not_found',
      'This pipeline does not exist. Go back to the list and choose again.',
    );
  const environment = await findEnvironment(db, pipeline.projectId, target.environmentId);
  if (!environment) throw new PenstockError('not_found', 'This environment does not exist in the project.');
  const version = await findVersion(db, target.pipelineId, target.versionNumber);
  if (!version)
    throw new PenstockError(
      'not_found',
      `Version v${target.versionNumber} does not exist. Choose one of the list.`,
    );
  const { head } = await projectWithHead(db, pipeline.projectId);
  const former = await revisionPipelines(db, head.id);
  const placement = await findPlacement(db, target.pipelineId, target.environmentId);
  const deployed = placement ? await findVersionById(db, placement.desiredVersionId) : null;
  const commits = placement
    ? await newestCommit(db, placement.id, afterCommitOf(placement.startPosition))
    : [];
  const definition = version.definition as VersionDefinition;
  const present = former.find((row) => row.pipelineId === target.pipelineId);
  const atHead = present?.versionId === version.id;
  const headTexts = (await revisions.content(head.id, db)).texts;
  const restored = atHead
    ? { texts: headTexts, refusal: null }
    : tryRestore(headTexts, present?.key ?? null, definition);
  const { texts } = restored;
  const key = present?.key ?? definition.key;
  const variables = variablesOf(environment.variables);
  const reading = readProject(texts, { environment: environment.name, variables }).pipelines.get(key) ?? null;
  const problems =
    restored.refusal === null
      ? problemsOf(reading, refusals, version.contentHash)
      : { blockers: [restored.refusal], warnings: [] };
  const deployedPipeline = deployed
    ? readRestored(headTexts, present?.key ?? null, deployed.definition as VersionDefinition, environment)
    : null;
  return {
    projectId: pipeline.projectId,
    pipelineId: pipeline.id,
    pipelineKey: key,
    environment: { id: environment.id, name: environment.name },
    head,
    former,
    atHead,
    texts,
    reading,
    ...problems,
    placement,
    deployedPipeline,
    commits,
    version: { id: version.id, number: version.number, definition },
    deployed: deployed
      ? { id: deployed.id, number: deployed.number, definition: deployed.definition as VersionDefinition }
      : null,
    token: sha256(
      JSON.stringify([
        target.pipelineId,
        target.environmentId,
        version.id,
        head.id,
        placement?.desiredVersionId ?? null,
        placement?.generation ?? 0,
        variables,
      ]),
    ),
  };
}

function readRestored(
  texts: Record<string, string>,
  key: string | null,
  definition: VersionDefinition,
  environment: { name: string; variables: unknown },
): ResolvedPipeline | null {
  const restored = tryRestore(texts, key, definition);
  if (restored.refusal !== null) return null;
  const options = { environment: environment.name, variables: variablesOf(environment.variables) };
  return readProject(restored.texts, options).pipelines.get(key ?? definition.key)?.resolved ?? null;
}

function tryRestore(
  texts: Record<string, string>,
  key: string | null,
  definition: VersionDefinition,
): { texts: Record<string, string>; refusal: string | null } {
  try {
    return { texts: restoreVersion(texts, key, definition), refusal: null };
  } catch (error) {
    if (isPenstockError(error) && error.code === 'refused') return { texts, refusal: error.message };
    throw error;
  }
}

function problemsOf(
  reading: PipelineReading | null,
  refusals: EngineRefusals,
  contentHash: string,
): { blockers: string[]; warnings: string[] } {
  if (!reading)
    return {
      blockers: [
        'The definition of this version cannot be put back into the project. Edit the draft and publish a new version.',
      ],
      warnings: [],
    };
  const errors = reading.diagnostics.filter((one) => one.severity === 'error').map(sentence);
  const changed =
    reading.contentHash === contentHash
      ? []
      : [
          'Putting this version back would change it, because other pipelines share what it is made of. Restore it into the draft and publish it.',
        ];
  const refused =
    errors.length === 0 && reading.valid ? refusals(reading.resolved).map((one) => one.message) : [];
  const invalid = errors.length === 0 && !reading.valid ? ['This version has errors and cannot run.'] : [];
  return {
    blockers: [...errors, ...invalid, ...changed, ...refused],
    warnings: reading.diagnostics.filter((one) => one.severity === 'warning').map(sentence),
  };
}

function sentence(diagnostic: FileDiagnostic): string {
  return `${diagnostic.message} (${diagnostic.file}, line ${diagnostic.line})`;
}
