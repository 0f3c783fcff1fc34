import type { Db } from '../db/client';

/** Ids of what changed; the receiver reads it anew. An empty object means "anything may have changed". */
export type LiveChange = {
  deploymentId?: string;
  projectId?: string;
  runner?: string;
  /** Somebody's draft; `origin` is the page that saved it, which knows already. */
  draft?: { projectId: string; actorId: string; origin?: string };
};

export const liveChannel = 'penstock_live';
/** Wakes the relay; carries nothing, because the outbox is the truth. */
export const outboxChannel = 'penstock_outbox';

/** Sent when the transaction commits, never before. */
export async function notifyLive(db: Db, change: LiveChange): Promise<void> {
  await db.$executeRaw`select pg_notify(${liveChannel}, ${JSON.stringify(change)})`;
}

export async function notifyOutbox(db: Db): Promise<void> {
  await db.$executeRaw`select pg_notify(${outboxChannel}, '')`;
}
