import type { ResolveOptions } from '@penstock/config-schema';
import type { Db } from '../db/client';
import { firstEnvironment } from './project-repository';
import { variablesOf } from './variables';

/**
 * Whose variables a project is read with where nobody named an environment: those of `local`, else of the first one. So a
 * draft that the editor shows as right is not refused by the publish.
 */
export async function draftEnvironment(db: Db, projectId: string): Promise<ResolveOptions> {
  const environment = await firstEnvironment(db, projectId);
  return environment ? { environment: environment.name, variables: variablesOf(environment.variables) } : {};
}
