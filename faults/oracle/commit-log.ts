import type pg from 'pg';
import type { Finding } from './followed';

export type Commit = {
  id: string;
  epoch: string;
  seq: string;
  /** Only entries below this id can have been trimmed; null when the table's log is still too short for that. */
  trimmedBelow: string | null;
  afterNextEpoch: boolean;
};

/** A table's newest entries, which no upkeep takes away (decision 0099). */
const newestKept = 2_000;

/** A deployment's commits in their order, as the log has them. */
export async function readLog(db: pg.Pool, deploymentId: string): Promise<Commit[]> {
  const { rows } = await db.query<Commit>(
    `with ends as (
       select t.table_uuid, (select k.id from catalog_commits k where k.table_uuid = t.table_uuid
                              order by k.id desc offset ${newestKept - 1} limit 1) as id
         from (select distinct table_uuid from catalog_commits where deployment_id = $1) t)
     select c.id::text, epoch::text, seq::text, ends.id::text as "trimmedBelow",
            exists (select 1 from runs r where r.deployment_id = c.deployment_id and r.epoch > c.epoch
                                           and r.started_at < c.at) as "afterNextEpoch"
       from catalog_commits c join ends using (table_uuid) where deployment_id = $1 order by c.id`,
    [deploymentId],
  );
  return rows;
}

/**
 * seq counts up by one from 1, where nothing can have been trimmed in between; epochs never go back; nothing of an epoch
 * landed after the next one's run had begun.
 */
export function checkLog(commits: readonly Commit[]): Finding[] {
  return commits.flatMap((commit, index) => {
    const { epoch, seq, trimmedBelow, afterNextEpoch } = commit;
    const before = commits[index - 1] ?? { id: '0', epoch: '0', seq: '0' };
    const at = `epoch ${epoch}, seq ${seq}`;
    const step = BigInt(seq) - BigInt(before.seq);
    const isWhole = trimmedBelow === null || BigInt(before.id) >= BigInt(trimmedBelow);
    const findings: Finding[] = [];
    if (step < 1n || (step > 1n && isWhole) || BigInt(epoch) < BigInt(before.epoch))
      findings.push({ invariant: 'I5', text: `${at} follows epoch ${before.epoch}, seq ${before.seq}` });
    if (afterNextEpoch)
      findings.push({ invariant: 'I7', text: `${at} was committed after the next epoch had begun` });
    return findings;
  });
}
