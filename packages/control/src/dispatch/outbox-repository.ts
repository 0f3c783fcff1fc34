import type { Db } from '../db/client';
import { toJson } from '../db/json';
import { notifyOutbox } from '../live/notify';

export type OutboxRow = { id: bigint; kind: string; payload: unknown };

/** Written in the command's own transaction; the relay is woken when that commits. */
export async function addToOutbox(
  tx: Db,
  entry: { projectId: string; actorId: string; kind: string; payload: Record<string, unknown> },
): Promise<void> {
  await tx.outboxEntry.create({ data: { ...entry, payload: toJson(entry.payload) } });
  await notifyOutbox(tx);
}

/** The oldest unpublished rows, locked until the transaction ends; rows that another relay holds are left to it. */
export async function takeUnpublished(tx: Db, limit: number): Promise<OutboxRow[]> {
  return await tx.$queryRaw<OutboxRow[]>`
    select id, kind, payload from outbox where published_at is null order by id limit ${limit}::int for update skip locked`;
}

export async function markPublished(tx: Db, ids: readonly bigint[]): Promise<void> {
  await tx.$executeRaw`update outbox set published_at = clock_timestamp() where id = any(${[...ids]}::bigint[])`;
}

export async function countUnpublished(db: Db): Promise<number> {
  return await db.outboxEntry.count({ where: { publishedAt: null } });
}
