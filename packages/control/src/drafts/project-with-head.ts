import { PenstockError } from '@penstock/common';
import type { Db } from '../db/client';
import { findProject, type ProjectRecord } from '../projects/project-repository';

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
