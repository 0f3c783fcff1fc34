import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { writeAudit } from '../audit/audit-repository';
import { systemActor } from '../auth/actor-repository';
import type { Database, Db } from '../db/client';
import { listEnvironments } from '../projects/project-repository';
import {
  type ConnectionConfig,
  connectionConfigSchema,
  localConnectionName,
  localEnvironment,
} from './connection-config';
import { findConnection, upsertConnection } from './connection-repository';

/** Writes the launcher's Kafka as connection `local kafka` of every project's environment `local`. Its address changes with every start. */
export async function updateLocalConnections(database: Database, config: ConnectionConfig): Promise<number> {
  return await database.transaction(async (tx) => {
    const environments = await listEnvironments(tx, localEnvironment);
    for (const { id: environmentId, projectId } of environments) {
      const former = await findConnection(tx, environmentId, localConnectionName);
      const known = connectionConfigSchema.safeParse(former?.config).data;
      if (isDeepStrictEqual(known, config)) continue;
      const row = await upsertConnection(tx, {
        id: randomUUID(),
        projectId,
        environmentId,
        name: localConnectionName,
        kind: config.kind,
        config,
        createdBy: systemActor.id,
      });
      await writeAudit(tx, {
        actor: systemActor,
        projectId,
        action: former ? 'connection.update' : 'connection.create',
        resourceKind: 'connection',
        resourceId: row.id,
        detail: { name: localConnectionName, config },
      });
    }
    return environments.length;
  });
}

/** A project imported while Penstock runs gets its own Kafka at once, as the others have it, not with the next start. */
export async function copyLocalConnection(tx: Db, projectId: string, createdBy: string): Promise<void> {
  const where = { name: localConnectionName, environment: { name: localEnvironment } };
  const [known, environment] = [
    await tx.connection.findFirst({ where, orderBy: { updatedAt: 'desc' } }),
    await tx.environment.findFirst({ where: { projectId, name: localEnvironment } }),
  ];
  if (!known || !environment) return;
  await upsertConnection(tx, {
    id: randomUUID(),
    projectId,
    environmentId: environment.id,
    name: known.name,
    kind: known.kind,
    config: known.config,
    createdBy,
  });
}
