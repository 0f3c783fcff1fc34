import { PenstockError } from '@penstock/common';
import type { ResolvedPipeline } from '@penstock/config-schema';
import type { Db } from '../db/client';
import { readProject } from '../projects/project-config';
import { findEnvironment } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { revisionPipelines } from '../projects/revision-repository';
import { variablesOf } from '../projects/variables';
import { findDeployment } from './deployment-repository';

/**
 * The version that is to run, read with the files of its own revision: what has been published since, under another name
 * or into another table, does not change it.
 */
export async function deployedPipeline(
  db: Db,
  revisions: RevisionReader,
  deploymentId: string,
): Promise<ResolvedPipeline> {
  const record = await findDeployment(db, deploymentId);
  if (!record) throw new PenstockError('not_found', 'This deployment does not exist.');
  const { desiredRevisionId, desiredVersionId } = record;
  const [environment, rows, content] = await Promise.all([
    findEnvironment(db, record.projectId, record.environmentId),
    revisionPipelines(db, desiredRevisionId),
    revisions.content(desiredRevisionId),
  ]);
  const key = rows.find((row) => row.versionId === desiredVersionId)?.key;
  const options = environment
    ? { environment: environment.name, variables: variablesOf(environment.variables) }
    : {};
  const reading = key === undefined ? undefined : readProject(content.texts, options).pipelines.get(key);
  if (!reading) {
    throw new PenstockError(
      'not_found',
      'The deployed version is not in its revision any more, so it cannot be read. Deploy it again.',
    );
  }
  return reading.resolved;
}
