import { LosslessNumber } from '@penstock/common';
import type pg from 'pg';
import { at, type CatalogClient } from '../support/catalog-client';

/** A snapshot that Flink's sink made, with what it wrote about itself: a checkpoint of a job. */
export type FlinkCommit = { snapshot: string; job: string; checkpoint: string };

/** What a table's metadata says, oldest first. */
export async function flinkCommits(
  client: CatalogClient,
  namespace: string,
  table: string,
): Promise<FlinkCommit[]> {
  const loaded = await client('GET', `/v1/namespaces/${namespace}/tables/${table}`);
  const snapshots = at(loaded.body, 'metadata', 'snapshots');
  if (!Array.isArray(snapshots)) throw new Error(loaded.text);
  return snapshots.map((entry) => {
    const id = at(entry, 'snapshot-id');
    return {
      snapshot: id instanceof LosslessNumber ? id.value : '',
      job: String(at(entry, 'summary', 'flink.job-id')),
      checkpoint: String(at(entry, 'summary', 'flink.max-committed-checkpoint-id')),
    };
  });
}

/** Snapshots that the commit log holds of a table, oldest first. */
export async function loggedSnapshots(db: pg.Pool, namespace: string, table: string): Promise<string[]> {
  const log = await db.query<{ id: string }>(
    `SELECT snapshot_id AS id FROM catalog_commits c JOIN catalog_tables t ON t.uuid = c.table_uuid
     WHERE t.namespace = $1 AND t.name = $2 AND c.snapshot_id IS NOT NULL ORDER BY c.id`,
    [namespace, table],
  );
  return log.rows.map((row) => row.id);
}
