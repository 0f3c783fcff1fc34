import type { Db } from '../db/client';
import { toJson } from '../db/json';

export async function findConnection(db: Db, environmentId: string, name: string) {
  return await db.connection.findUnique({ where: { environmentId_name: { environmentId, name } } });
}

export async function listConnections(db: Db, environmentId: string) {
  return await db.connection.findMany({ where: { environmentId }, orderBy: { createdAt: 'asc' } });
}

export type ConnectionRecord = NonNullable<Awaited<ReturnType<typeof findConnection>>>;

/** Writes kind and config; a secret only when one is given, because a form never gets the old one back. */
export async function upsertConnection(
  tx: Db,
  input: {
    id: string;
    projectId: string;
    environmentId: string;
    name: string;
    kind: string;
    config: unknown;
    createdBy: string;
    secret?: Uint8Array<ArrayBuffer>;
  },
): Promise<{ id: string }> {
  const { kind, secret } = input;
  const config = toJson(input.config);
  return await tx.connection.upsert({
    where: { environmentId_name: { environmentId: input.environmentId, name: input.name } },
    create: { ...input, config },
    update: { kind, config, ...(secret ? { secret } : {}) },
    select: { id: true },
  });
}

export async function deleteConnection(tx: Db, id: string): Promise<void> {
  await tx.connection.delete({ where: { id } });
}
