import { PenstockError } from '@penstock/common';
import type { ResolvedSink } from '@penstock/config-schema';
import type { Db } from '../db/client';
import { readProject } from '../projects/project-config';
import { findEnvironment } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { revisionPipelines } from '../projects/revision-repository';
import { variablesOf } from '../projects/variables';
import { findDeployment } from './deployment-repository';

/**
 * Where a deployment writes: the sink of the version that is to run, read with the files of its own revision. What has
 * been published since, under another name or into another table, does not change it.
 */
export async function deployedSink(
  db: Db,
  revisions: RevisionReader,
  deploymentId: string,
): Promise<ResolvedSink> {
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
      'The deployed version is not in its revision any more, so its table is not known. Deploy it again.',
    );
  }
  return reading.resolved.sink;
}
