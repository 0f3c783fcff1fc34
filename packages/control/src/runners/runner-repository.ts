import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';

export type RunnerIdentity = {
  name: string;
  incarnation: string;
  host: string;
  pid: number;
  engines: string[];
};
export type RunnerLoad = { pipelines: number; memoryMb: number; cpuPercent: number | null };

/** Registers this process under its name; an earlier process of that name learns it at its next heartbeat. */
export async function registerRunner(db: Db, runner: RunnerIdentity): Promise<void> {
  await db.$executeRaw`
    insert into runners (name, incarnation, host, pid, engines, started_at, last_contact_at)
    values (${runner.name}, ${runner.incarnation}::uuid, ${runner.host}, ${runner.pid}::int, ${runner.engines}::text[], clock_timestamp(), clock_timestamp())
    on conflict (name) do update set incarnation = excluded.incarnation, host = excluded.host, pid = excluded.pid,
      engines = excluded.engines, started_at = excluded.started_at, last_contact_at = excluded.last_contact_at, latest = '{}'::jsonb`;
}

/** False when another process has registered under this name: the caller must stop. */
export async function heartbeatRunner(
  db: Db,
  runner: Pick<RunnerIdentity, 'name' | 'incarnation'>,
  load: RunnerLoad,
): Promise<boolean> {
  const count = await db.$executeRaw`
    update runners set last_contact_at = clock_timestamp(), latest = ${JSON.stringify(load)}::jsonb
     where name = ${runner.name} and incarnation = ${runner.incarnation}::uuid`;
  return count === 1;
}

/** A runner that ended in order leaves the list. */
export async function removeRunner(
  db: Db,
  runner: Pick<RunnerIdentity, 'name' | 'incarnation'>,
): Promise<void> {
  await db.runner.deleteMany({ where: { name: runner.name, incarnation: runner.incarnation } });
}

export async function listRunners(db: Db) {
  return await db.runner.findMany({ orderBy: { name: 'asc' } });
}

/** Deployments under a valid lease with their holder. */
export async function heldDeployments(db: Db): Promise<{ owner: string; deploymentId: string }[]> {
  return await db.$queryRaw(Prisma.sql`
    select l.owner, l.deployment_id::text as "deploymentId" from leases l where l.expires_at >= clock_timestamp() order by l.owner`);
}
