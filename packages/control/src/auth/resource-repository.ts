import type { Db } from '../db/client';
import type { Resources } from './actions';

/** The project a resource belongs to; null when it does not exist. 'none' when the resource is no project's. */
export async function projectOf(
  db: Db,
  resource: Resources[keyof Resources],
): Promise<string | 'none' | null> {
  switch (resource.kind) {
    case 'none':
      return 'none';
    case 'project':
      return (
        (await db.project.findUnique({ where: { id: resource.projectId }, select: { id: true } }))?.id ?? null
      );
    case 'environment':
      return (
        (
          await db.environment.findFirst({
            where: { id: resource.environmentId, projectId: resource.projectId },
            select: { projectId: true },
          })
        )?.projectId ?? null
      );
    case 'pipeline':
      return (
        (
          await db.pipeline.findFirst({
            where: { id: resource.pipelineId, projectId: resource.projectId },
            select: { projectId: true },
          })
        )?.projectId ?? null
      );
    case 'deployment':
      return (
        (
          await db.deployment.findFirst({
            where: { id: resource.deploymentId, projectId: resource.projectId },
            select: { projectId: true },
          })
        )?.projectId ?? null
      );
    case 'placement': {
      const pipeline = await db.pipeline.findFirst({
        where: { id: resource.pipelineId, projectId: resource.projectId },
        select: { projectId: true },
      });
      if (!pipeline) return null;
      const environment = await db.environment.findFirst({
        where: { id: resource.environmentId, projectId: pipeline.projectId },
        select: { id: true },
      });
      return environment ? pipeline.projectId : null;
    }
  }
}

export async function findActor(db: Db, id: string): Promise<{ id: string; kind: 'user' | 'system' } | null> {
  return await db.actor.findUnique({ where: { id }, select: { id: true, kind: true } });
}
