import type { Queryable } from '../store/database';

/** A row of the commit log; the deployment's part is null for commits that carry no position. */
export type CommitEntry = {
  tableUuid: string;
  deploymentId: string | null;
  epoch: bigint | null;
  seq: bigint | null;
  commitId: string | null;
  snapshotId: string | null;
  lineage: bigint;
  principal: string;
  metadataLocation: string;
};

/** Written in the transaction that moves the pointer: who wrote which snapshot is known exactly. */
export async function appendCommit(db: Queryable, entry: CommitEntry): Promise<void> {
  await db.query(
    `INSERT INTO catalog_commits
       (table_uuid, deployment_id, epoch, seq, commit_id, snapshot_id, lineage, principal, metadata_location)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      entry.tableUuid,
      entry.deploymentId,
      entry.epoch?.toString() ?? null,
      entry.seq?.toString() ?? null,
      entry.commitId,
      entry.snapshotId,
      entry.lineage.toString(),
      entry.principal,
      entry.metadataLocation,
    ],
  );
}

/** Lineage of a table that comes back under its UUID: above every commit that is known of it. */
export async function nextLineage(db: Queryable, tableUuid: string): Promise<bigint> {
  const result = await db.query<{ lineage: string }>(
    'SELECT coalesce(max(lineage) + 1, 0)::text AS lineage FROM catalog_commits WHERE table_uuid = $1',
    [tableUuid],
  );
  return BigInt(result.rows[0]?.lineage ?? '0');
}

export type LastCommit = {
  epoch: string;
  seq: string;
  commitId: string;
  snapshotId: string | null;
  lineage: string;
  at: string;
};

/**
 * The newest commit of a deployment on a table, null when it never committed there. Newest by the log, not by sequence
 * number: after a table was set back as a whole, the numbers begin again from an older one.
 */
export async function lastCommitOf(
  db: Queryable,
  deploymentId: string,
  tableUuid: string,
): Promise<LastCommit | null> {
  const result = await db.query<LastCommit>(
    `SELECT epoch::text, seq::text, commit_id AS "commitId", snapshot_id AS "snapshotId", lineage::text,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
     FROM catalog_commits WHERE deployment_id = $1 AND table_uuid = $2
     ORDER BY catalog_commits.id DESC LIMIT 1`,
    [deploymentId, tableUuid],
  );
  return result.rows[0] ?? null;
}
