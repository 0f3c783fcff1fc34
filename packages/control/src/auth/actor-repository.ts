import type { ActorRef } from '../contracts/services';
import type { Db } from '../db/client';

/** The person at the keyboard, as long as there are no accounts. */
export const localUser: ActorRef = { id: '5f0c3a52-8d7e-4b1c-9a6f-000000000001', name: 'You' };
/** Penstock itself: seeding, runners, retention. */
export const systemActor: ActorRef = { id: '5f0c3a52-8d7e-4b1c-9a6f-000000000002', name: 'Penstock' };

/** Writes the two fixed actors when they are missing. */
export async function ensureActors(db: Db): Promise<void> {
  await db.actor.createMany({
    data: [
      { id: localUser.id, name: localUser.name, kind: 'user' },
      { id: systemActor.id, name: systemActor.name, kind: 'system' },
    ],
    skipDuplicates: true,
  });
}
