import type { Queryable } from '../store/database';

/** Rows that one statement deletes at most, so that it holds its locks briefly. */
const rowsPerStatement = 5_000;

/** A dropped table's commits stay this long, so that "who dropped what" can be asked. */
const droppedDays = 30;

/**
 * What the commit log has to keep, whatever its age: a deployment's newest commit on a table (rules 4 and 5), commits
 * that set-aside records and their replays belong to (rule 6).
 */
const needed = `
  (o.deployment_id IS NOT NULL AND NOT EXISTS (
     SELECT 1 FROM catalog_commits n
      WHERE n.deployment_id = o.deployment_id AND n.table_uuid = o.table_uuid AND n.id > o.id AND n.seq >= o.seq))
  OR EXISTS (
     SELECT 1 FROM set_aside_records s
      WHERE s.deployment_id = o.deployment_id AND s.epoch = o.epoch AND s.seq = o.seq)
  OR EXISTS (
     SELECT 1 FROM set_aside_replays r
      WHERE r.deployment_id = o.deployment_id AND r.epoch = o.epoch AND r.seq = o.seq)`;

/**
 * Deletes a table's log entries beyond the newest `keepRows`, except those that a rule of the commit protocol or a
 * snapshot of the table still needs. Answers how many went, at most a statement's worth.
 */
export async function trimCommitLog(
  db: Queryable,
  tableUuid: string,
  liveSnapshotIds: readonly string[],
  keepRows: number,
): Promise<number> {
  const result = await db.query(
    `DELETE FROM catalog_commits WHERE id IN (
       SELECT o.id FROM catalog_commits o
        WHERE o.table_uuid = $1
          AND o.id <= (SELECT id FROM catalog_commits WHERE table_uuid = $1 ORDER BY id DESC OFFSET $3::int LIMIT 1)
          AND (o.snapshot_id IS NULL OR NOT (o.snapshot_id = ANY($2::text[])))
          AND NOT (${needed})
        ORDER BY o.id LIMIT ${rowsPerStatement})`,
    [tableUuid, liveSnapshotIds, keepRows],
  );
  return result.rowCount ?? 0;
}

/** The same for tables that are gone. */
export async function trimDroppedCommitLog(db: Queryable): Promise<number> {
  const result = await db.query(
    `DELETE FROM catalog_commits WHERE id IN (
       SELECT o.id FROM catalog_commits o
        WHERE o.at < clock_timestamp() - interval '${droppedDays} days'
          AND NOT EXISTS (SELECT 1 FROM catalog_tables t WHERE t.uuid = o.table_uuid)
          AND NOT (${needed})
        ORDER BY o.id LIMIT ${rowsPerStatement})`,
  );
  return result.rowCount ?? 0;
}
