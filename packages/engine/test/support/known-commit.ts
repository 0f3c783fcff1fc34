import type { ResolvedPipeline } from '@penstock/config-schema';
import type pg from 'pg';
import type { LastCommit } from '../../src/types';
import type { Holder } from './leases';

type Row = { uuid: string; seq: string; name: string | null };

/** What the runner asks of the catalog's log before a run: the newest commit, on the sink's table if it was on that one. */
export async function knownCommit(
  db: pg.Pool,
  holder: Holder,
  pipeline: ResolvedPipeline,
  beforeChoice = false,
): Promise<LastCommit | null> {
  const { rows } = await db.query<Row>(
    `SELECT c.table_uuid AS uuid, c.seq::text, t.name FROM catalog_commits c
     LEFT JOIN catalog_tables t ON t.uuid = c.table_uuid
     WHERE c.deployment_id = $1 AND c.commit_id =
       (SELECT commit_id FROM catalog_commits WHERE deployment_id = $1 ORDER BY id DESC LIMIT 1)
     ORDER BY c.id DESC`,
    [holder.deploymentId],
  );
  const row = rows.find(({ name }) => name === pipeline.sink.table) ?? rows[0];
  if (row === undefined) return null;
  const table = row.name === null ? null : { namespace: [...pipeline.sink.namespace], name: row.name };
  return { tableUuid: row.uuid, seq: row.seq, table, beforeChoice };
}
