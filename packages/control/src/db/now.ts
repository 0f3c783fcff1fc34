import type { Db } from './client';

/** The database's clock: ages and leases are judged by it, never by a process's own. */
export async function databaseNow(db: Db): Promise<Date> {
  const rows = await db.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  return rows[0]?.now ?? new Date();
}
