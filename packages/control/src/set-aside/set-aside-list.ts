import type { Db } from '../db/client';
import { Prisma } from '../generated/prisma/client';
import { ofThisRecord, recordCommitted, replayLanded } from './replay-state';

export type SetAsideRow = {
  id: string;
  createdAt: Date;
  kind: string;
  reason: string;
  column: string | null;
  sqlLine: number | null;
  kafkaTopic: string;
  partition: number;
  offset: bigint;
  value: Uint8Array | null;
  valueSize: number;
  /** The last replay request; all null when there is none. */
  replayAt: Date | null;
  replayLanded: boolean | null;
  replayFailure: string | null;
  replayColumn: string | null;
  replayLine: number | null;
};

/** Where a page of the list ends. */
export type SetAsidePlace = Pick<SetAsideRow, 'id' | 'createdAt' | 'partition' | 'offset'>;

/**
 * Newest first, those of one commit by partition and offset; only records whose commit is in the catalog's commit log.
 * `before` is the last row of the page before.
 */
export async function committedSetAside(
  db: Db,
  deploymentId: string,
  before: SetAsidePlace | null,
  limit: number,
): Promise<SetAsideRow[]> {
  const older = before
    ? Prisma.sql`and (s.created_at, s.partition, s."offset", s.id)
          < (${before.createdAt}::timestamptz, ${before.partition}::int, ${before.offset}::bigint, ${before.id}::uuid)`
    : Prisma.empty;
  return await db.$queryRaw<SetAsideRow[]>`
    select s.id::text as id, s.created_at as "createdAt", s.kind, s.reason, s."column", s.sql_line as "sqlLine", s.kafka_topic as "kafkaTopic",
           s.partition, s."offset", s.value, s.value_size as "valueSize",
           r.requested_at as "replayAt", r.landed as "replayLanded", r.failure as "replayFailure",
           r.failure_column as "replayColumn", r.failure_line as "replayLine"
      from set_aside_records s
      left join lateral (
        select r.*, ${replayLanded} as landed from set_aside_replays r where ${ofThisRecord}
         order by r.requested_at desc, r.id desc limit 1) r on true
     where s.deployment_id = ${deploymentId}::uuid ${older} and ${recordCommitted}
     order by s.created_at desc, s.partition desc, s."offset" desc, s.id desc limit ${limit}::int`;
}

/** How many records were set aside by commits that count, and how many of them a replay has brought in since. */
export async function countCommittedSetAside(
  db: Db,
  deploymentId: string,
): Promise<{ total: number; replayed: number }> {
  const rows = await db.$queryRaw<{ total: bigint; replayed: bigint }[]>`
    select count(*) as total,
           count(*) filter (where exists (
             select 1 from set_aside_replays r where ${ofThisRecord} and r.failed_at is null and ${replayLanded})) as replayed
      from set_aside_records s where s.deployment_id = ${deploymentId}::uuid and ${recordCommitted}`;
  return { total: Number(rows[0]?.total ?? 0n), replayed: Number(rows[0]?.replayed ?? 0n) };
}
