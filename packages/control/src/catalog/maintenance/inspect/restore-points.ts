import type { RestorePointOf } from '../../../contracts/table-api';
import type { Queryable } from '../../store/database';

/** The usable restore points of a table by the snapshot they name, newest first. */
export async function restorePointsOf(
  db: Queryable,
  tableUuid: string,
): Promise<Map<string, RestorePointOf[]>> {
  const result = await db.query<Omit<RestorePointOf, 'at'> & { at: Date; snapshotId: string }>(
    `SELECT r.id, r.at, r.kind, r.snapshot_id AS "snapshotId", p.key AS "pipelineKey", v.number AS version
       FROM restore_points r
       JOIN deployments d ON d.id = r.deployment_id
       JOIN pipelines p ON p.id = d.pipeline_id
       LEFT JOIN pipeline_versions v ON v.id = r.version_id
      WHERE r.table_uuid = $1 AND r.snapshot_id IS NOT NULL
        AND (r.usable_until IS NULL OR r.usable_until > clock_timestamp())
      ORDER BY r.at DESC`,
    [tableUuid],
  );
  const points = new Map<string, RestorePointOf[]>();
  for (const { snapshotId, at, ...point } of result.rows) {
    const view = { ...point, at: at.toISOString() };
    points.set(snapshotId, [...(points.get(snapshotId) ?? []), view]);
  }
  return points;
}
