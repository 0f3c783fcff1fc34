import { Prisma } from '../generated/prisma/client';

/**
 * True in SQL for a replay `r` whose commit is in the catalog's commit log: the commit names the replays it carries by its
 * own id, so a reply that was lost or a process that died in between decides nothing.
 */
export const replayLanded = Prisma.sql`(r.done_at is not null or exists (
  select 1 from catalog_commits c
   where c.deployment_id = r.deployment_id and c.epoch = r.epoch and c.seq = r.seq and c.commit_id = r.commit_id))`;

/** True in SQL for a set-aside record `s` whose batch was committed; others are not shown and cannot be replayed. */
export const recordCommitted = Prisma.sql`exists (
  select 1 from catalog_commits c where c.deployment_id = s.deployment_id and c.epoch = s.epoch and c.seq = s.seq)`;

/** True in SQL for a replay `r` of the set-aside record `s` as it stands now: set aside anew, it can be replayed anew. */
export const ofThisRecord = Prisma.sql`r.record_id = s.id and r.record_epoch = s.epoch and r.record_seq = s.seq`;
