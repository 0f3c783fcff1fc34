import type pg from 'pg';

/** Where a table is, and by deployment how many set-aside records a reader sees and which of them count as replayed. */
export type Pointer = { location: string; setAside: Record<string, { records: string; replayed: string[] }> };

/** All in one statement, so that it is of one moment. What is visible follows rule 6 of the commit protocol. */
export async function readPointer(
  db: pg.Pool,
  table: string,
  deploymentIds: readonly string[],
): Promise<Pointer | null> {
  const { rows } = await db.query<Pointer>(
    `select metadata_location as location,
            (select json_object_agg(d.id, json_build_object(
               'records', (select count(*)::text from set_aside_records s
                            where s.deployment_id = d.id
                              and exists (select 1 from catalog_commits c
                                           where c.deployment_id = d.id and c.epoch = s.epoch and c.seq = s.seq)),
               'replayed', (select coalesce(json_agg(r.record_id), '[]') from set_aside_replays r
                             where r.deployment_id = d.id and r.failed_at is null
                               and (r.done_at is not null
                                    or exists (select 1 from catalog_commits c
                                                where c.deployment_id = d.id and c.epoch = r.epoch and c.seq = r.seq
                                                  and c.commit_id = r.commit_id)))))
               from unnest($2::uuid[]) as d (id)) as "setAside"
       from catalog_tables where name = $1`,
    [table, deploymentIds],
  );
  return rows[0] ?? null;
}
