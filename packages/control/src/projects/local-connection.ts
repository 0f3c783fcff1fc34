import { randomUUID } from 'node:crypto';
import type { Db } from '../db/client';
import { upsertConnection } from './connection-repository';
import { localConnectionName, localEnvironment } from './connection-service';

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
