import type { Db } from './client';

/** Waits for the advisory lock of `name`; it is let go at the end of the transaction. */
export async function lockInTransaction(tx: Db, name: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** Like `lockInTransaction`, but answers false at once when somebody else holds it. */
export async function tryLockInTransaction(tx: Db, name: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`;
  return rows[0]?.locked === true;
}
