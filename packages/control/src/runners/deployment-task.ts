import { PenstockError } from '@penstock/common';
import type { FileDiagnostic, ResolvedPipeline } from '@penstock/config-schema';
import { type ConnectionAccess, type OpenConnection, openConnection } from '../connections/open-connection';
import type { Db } from '../db/client';
import { findDeployment } from '../deployments/deployment-repository';
import { findVersionById } from '../pipelines/pipeline-repository';
import { readProject } from '../projects/project-config';
import { findEnvironment } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { revisionPipelines } from '../projects/revision-repository';
import { variablesOf } from '../projects/variables';
import { choiceIdOf } from '../runs/known-commit';
import { readProblem, type StoredProblem } from '../runs/problem';
import { countWaitingReplays } from '../set-aside/replay-claims';

/** What a deployment should do and what was last seen of it. */
export type DeploymentTask = {
  deploymentId: string;
  projectId: string;
  environmentId: string;
  pipelineKey: string;
  desired: { state: 'running' | 'stopped'; versionId: string; revisionId: string; generation: number };
  observed: {
    state: 'stopped' | 'starting' | 'running' | 'stopping' | 'failing' | 'blocked';
    versionId: string | null;
    generation: number;
  };
  problem: StoredProblem | null;
  start: unknown;
  /** Requests to put set-aside records through once more that no commit has carried out yet. */
  waitingReplays: number;
};

/** A version made ready to run: everything that can be wrong with it has been found before the running one is touched. */
export type PreparedVersion = {
  versionId: string;
  versionNumber: number;
  pipeline: ResolvedPipeline;
  connection: OpenConnection;
  /** Names the start that a person chose: with another one the run has to begin anew. */
  startChoice: string | null;
};

export async function readTask(db: Db, deploymentId: string): Promise<DeploymentTask | null> {
  const record = await findDeployment(db, deploymentId);
  if (!record) return null;
  return {
    deploymentId,
    projectId: record.projectId,
    environmentId: record.environmentId,
    pipelineKey: record.pipeline.key,
    desired: {
      state: record.desiredState,
      versionId: record.desiredVersionId,
      revisionId: record.desiredRevisionId,
      generation: record.generation,
    },
    observed: {
      state: record.observedState,
      versionId: record.observedVersionId,
      generation: record.observedGeneration,
    },
    problem: readProblem(record.problem),
    start: record.startPosition,
    waitingReplays: await countWaitingReplays(db, deploymentId),
  };
}

/** Resolves the desired version with the files of the desired revision. Throws `invalid_version` or `blocked` with what a person has to do. */
export async function prepareVersion(
  db: Db,
  revisions: RevisionReader,
  access: ConnectionAccess,
  task: DeploymentTask,
): Promise<PreparedVersion> {
  const { versionId, revisionId } = task.desired;
  const [version, environment, rows, content] = await Promise.all([
    findVersionById(db, versionId),
    findEnvironment(db, task.projectId, task.environmentId),
    revisionPipelines(db, revisionId),
    revisions.content(revisionId),
  ]);
  const row = rows.find((one) => one.versionId === versionId);
  if (!version || !environment || !row)
    throw new PenstockError(
      'blocked',
      'The version to run is not in its revision any more. Deploy it again.',
    );
  const project = readProject(content.texts, {
    environment: environment.name,
    variables: variablesOf(environment.variables),
  });
  const reading = project.pipelines.get(row.key);
  const error = reading?.diagnostics.find((one) => one.severity === 'error');
  if (!reading || error || !reading.valid) {
    throw new PenstockError(
      'invalid_version',
      `v${version.number} has an error: ${error ? sentence(error) : 'it cannot be resolved'}`,
      {
        details: sqlLineOf(error, reading?.resolved) ?? {},
      },
    );
  }
  const connection = await openConnection(db, access, environment, reading.resolved.connection);
  return {
    versionId,
    versionNumber: version.number,
    pipeline: reading.resolved,
    connection,
    startChoice: choiceIdOf(task.start),
  };
}

function sentence(diagnostic: FileDiagnostic): string {
  return `${diagnostic.message} (${diagnostic.file}, line ${diagnostic.line})`;
}

function sqlLineOf(
  diagnostic: FileDiagnostic | undefined,
  pipeline: ResolvedPipeline | undefined,
): { sqlLine: number } | null {
  const isSql =
    diagnostic && pipeline?.transformer?.file === diagnostic.file && pipeline.transformer.language === 'sql';
  return isSql ? { sqlLine: diagnostic.line } : null;
}
