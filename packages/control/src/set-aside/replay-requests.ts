import { randomUUID } from 'node:crypto';
import { toBytes } from '../db/bytes';
import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';
import { ofThisRecord, recordCommitted, replayLanded } from './replay-state';

export type ReplayRequest = { recordId: string; value: Uint8Array | null };
type Scope = { projectId: string; deploymentId: string; actorId: string };

/**
 * Asks for replays of these records; answers the ids of the records for which a request was written. Left out are records
 * that are not there, wait already, have been replayed, or of which only the beginning was kept and no value is given.
 */
export async function requestReplays(
  tx: Db,
  scope: Scope,
  requests: readonly ReplayRequest[],
): Promise<string[]> {
  const rows = requests.map(
    ({ recordId, value }) =>
      Prisma.sql`(${randomUUID()}::uuid, ${recordId}::uuid, ${value === null ? null : toBytes(value)}::bytea)`,
  );
  if (rows.length === 0) return [];
  const written = await tx.$queryRaw<{ recordId: string }[]>`
    insert into set_aside_replays (id, project_id, deployment_id, record_id, record_epoch, record_seq, value, actor_id)
    select asked.id, ${scope.projectId}::uuid, s.deployment_id, s.id, s.epoch, s.seq, asked.value, ${scope.actorId}::uuid
      from (values ${Prisma.join(rows)}) as asked (id, record_id, value)
      join set_aside_records s on s.id = asked.record_id and s.deployment_id = ${scope.deploymentId}::uuid
     where ${recordCommitted} and (asked.value is not null or ${isWhole})
    on conflict do nothing
    returning record_id::text as "recordId"`;
  return written.map((row) => row.recordId);
}

/** The same for the oldest `limit` records that are still set aside, each as it is; answers how many requests were written. */
export async function requestAllReplays(tx: Db, scope: Scope, limit: number): Promise<number> {
  return await tx.$executeRaw`
    insert into set_aside_replays (id, project_id, deployment_id, record_id, record_epoch, record_seq, actor_id)
    select gen_random_uuid(), ${scope.projectId}::uuid, s.deployment_id, s.id, s.epoch, s.seq, ${scope.actorId}::uuid
      from set_aside_records s
     where s.deployment_id = ${scope.deploymentId}::uuid and ${recordCommitted} and ${isWhole}
       and not exists (select 1 from set_aside_replays r where ${ofThisRecord} and r.failed_at is null)
     order by s.created_at, s.id limit ${limit}::int
    on conflict do nothing`;
}

/**
 * Takes back requests that no living run has taken up; answers the ids of their records. A run's claim ends with its
 * epoch or its lease: the catalog refuses what it sends after that. What it is just committing holds the lease's row, which
 * the caller has to have locked.
 */
export async function cancelReplays(
  tx: Db,
  deploymentId: string,
  recordIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ recordId: string }[]>`
    delete from set_aside_replays r
     where r.deployment_id = ${deploymentId}::uuid and r.record_id = any(${recordIds}::uuid[])
       and r.failed_at is null and not ${replayLanded}
       and (r.claimed_epoch is null
            or not exists (select 1 from leases l where l.deployment_id = r.deployment_id
                              and l.epoch = r.claimed_epoch and l.expires_at >= clock_timestamp()))
    returning r.record_id::text as "recordId"`;
  return rows.map((row) => row.recordId);
}

/** True in SQL when all bytes of the record `s` were kept. A tombstone has none. */
const isWhole = Prisma.sql`coalesce(length(s.value), 0) = s.value_size`;
