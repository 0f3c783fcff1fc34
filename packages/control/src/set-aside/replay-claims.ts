import type { Db } from '../db/client';
import { replayLanded } from './replay-state';

/** A record to put through the pipeline once more, with the position it had: the engines' `ReplayRecord`. 64-bit numbers are decimal strings. */
export type ClaimedReplay = {
  id: string;
  topicId: string;
  kafkaTopic: string;
  partition: number;
  offset: string;
  key: Uint8Array | null;
  value: Uint8Array | null;
  timestampMs: string | null;
};

/** The commit that is about to carry replays: the same shape as the engines' `ReplayCommit`. */
export type ReplayCommit = { epoch: string; seq: string; commitId: string };
/** The same shape as the engines' `ReplayFailure`. */
export type ReplayFailure = {
  id: string;
  reason: string;
  column?: string | undefined;
  sqlLine?: number | undefined;
};

/** Requests that wait for a run. Cheap: read with every look at the deployment. */
export async function countWaitingReplays(db: Db, deploymentId: string): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from set_aside_replays r
     where r.deployment_id = ${deploymentId}::uuid and r.done_at is null and r.failed_at is null and not ${replayLanded}`;
  return Number(rows[0]?.count ?? 0n);
}

/** Epochs that may take a request up without coming to a commit or a failure. */
const mostClaims = 3;

/**
 * Takes up the oldest waiting requests for the epoch of the lease, within `rows` and about `bytes`. One that an earlier
 * epoch took up goes alone: it may be what ended that run, and after three of them it is given up.
 */
export async function claimReplays(
  tx: Db,
  deploymentId: string,
  epoch: string,
  most: { rows: number; bytes: number },
): Promise<ClaimedReplay[]> {
  await tx.$executeRaw`
    update set_aside_replays r set done_at = clock_timestamp()
     where r.deployment_id = ${deploymentId}::uuid and r.done_at is null and r.failed_at is null and ${replayLanded}`;
  await tx.$executeRaw`
    update set_aside_replays r
       set failed_at = clock_timestamp(), failure = ${`The pipeline's process ended ${mostClaims} times while it was being replayed.`}
     where r.deployment_id = ${deploymentId}::uuid and r.done_at is null and r.failed_at is null
       and r.claims >= ${mostClaims}::int and r.claimed_epoch < ${BigInt(epoch)}`;
  return await tx.$queryRaw<ClaimedReplay[]>`
    with oldest as (
      select r.id, r.requested_at, r.claims > 0 and r.claimed_epoch < ${BigInt(epoch)} as alone,
             coalesce(length(coalesce(r.value, s.value)), 0) as size
        from set_aside_replays r join set_aside_records s on s.id = r.record_id
       where r.deployment_id = ${deploymentId}::uuid and r.done_at is null and r.failed_at is null
       order by alone, r.requested_at, r.id limit ${most.rows}::int),
    waiting as (
      select id, alone, sum(size) over places as bytes, row_number() over places as place
        from oldest window places as (order by alone, requested_at, id)),
    claimed as (
      update set_aside_replays r
         set claimed_epoch = ${BigInt(epoch)},
             claims = r.claims + case when r.claimed_epoch = ${BigInt(epoch)} then 0 else 1 end
        from waiting w
       where w.id = r.id and (w.place = 1 or (w.bytes <= ${most.bytes}::bigint and not w.alone))
      returning r.*)
    select r.id::text as id, s.topic_id as "topicId", s.kafka_topic as "kafkaTopic", s.partition, s."offset"::text as "offset",
           s.key, coalesce(r.value, s.value) as value,
           (extract(epoch from s."timestamp") * 1000)::bigint::text as "timestampMs"
      from claimed r join set_aside_records s on s.id = r.record_id
     order by r.requested_at, r.id`;
}

/** Before the commit is sent: names it on the requests it carries. Answers how many still wait: one that has landed does not. */
export async function nameReplayCommit(
  tx: Db,
  deploymentId: string,
  ids: readonly string[],
  commit: ReplayCommit,
): Promise<number> {
  return await tx.$executeRaw`
    update set_aside_replays r
       set epoch = ${BigInt(commit.epoch)}, seq = ${BigInt(commit.seq)}, commit_id = ${commit.commitId}
     where r.deployment_id = ${deploymentId}::uuid and r.id = any(${ids}::uuid[]) and r.failed_at is null
       and r.claimed_epoch = ${BigInt(commit.epoch)} and not ${replayLanded}`;
}

/** The record could not be read or transformed this time either: it stays set aside, with the new reason beside the old. */
export async function failReplays(
  tx: Db,
  deploymentId: string,
  epoch: string,
  failures: readonly ReplayFailure[],
): Promise<void> {
  for (const { id, reason, column, sqlLine } of failures) {
    await tx.$executeRaw`
      update set_aside_replays r
         set failed_at = clock_timestamp(), failure = ${reason}, failure_column = ${column ?? null}, failure_line = ${sqlLine ?? null}::int
       where r.deployment_id = ${deploymentId}::uuid and r.id = ${id}::uuid and r.claimed_epoch = ${BigInt(epoch)}
         and r.failed_at is null and not ${replayLanded}`;
  }
}
