import type { TableWriter } from '../../../contracts/table-api';
import type { Queryable } from '../../store/database';

type Row = {
  snapshotId: string;
  principal: string;
  deploymentId: string | null;
  projectId: string | null;
  pipelineKey: string | null;
  version: number | null;
  runId: string | null;
};

/** Who wrote which snapshot, by the commit log; a snapshot that is missing here was written before Penstock had the table. */
export async function writersOf(
  db: Queryable,
  tableUuid: string,
  snapshotIds: readonly string[],
): Promise<Map<string, TableWriter>> {
  const result = await db.query<Row>(
    `SELECT c.snapshot_id AS "snapshotId", c.principal, c.deployment_id AS "deploymentId",
            d.project_id AS "projectId", p.key AS "pipelineKey", v.number AS version, r.id AS "runId"
       FROM catalog_commits c
       LEFT JOIN deployments d ON d.id = c.deployment_id
       LEFT JOIN pipelines p ON p.id = d.pipeline_id
       LEFT JOIN LATERAL (SELECT id, version_id FROM runs
                           WHERE deployment_id = c.deployment_id AND epoch = c.epoch
                           ORDER BY started_at DESC LIMIT 1) r ON true
       LEFT JOIN pipeline_versions v ON v.id = r.version_id
      WHERE c.table_uuid = $1 AND c.snapshot_id = ANY($2::text[]) ORDER BY c.id`,
    [tableUuid, snapshotIds],
  );
  return new Map(result.rows.map((row) => [row.snapshotId, writerOf(row)]));
}

function writerOf(row: Row): TableWriter {
  const { deploymentId, projectId, pipelineKey, version, runId } = row;
  if (deploymentId !== null && projectId !== null && pipelineKey !== null)
    return { kind: 'pipeline', deploymentId, projectId, pipelineKey, version, runId };
  if (row.principal === 'internal') return { kind: 'penstock' };
  return { kind: 'outside', name: /^client:(?!anonymous$)(.+)$/.exec(row.principal)?.[1] ?? null };
}

/** The pipelines behind deployments, for tables that carry their positions. */
export async function pipelinesOf(
  db: Queryable,
  deploymentIds: readonly string[],
): Promise<Map<string, TableWriter>> {
  const result = await db.query<{ id: string; projectId: string; key: string; version: number | null }>(
    `SELECT d.id, d.project_id AS "projectId", p.key, v.number AS version
       FROM deployments d JOIN pipelines p ON p.id = d.pipeline_id
       LEFT JOIN pipeline_versions v ON v.id = coalesce(d.observed_version_id, d.desired_version_id)
      WHERE d.id = ANY($1::uuid[])`,
    [deploymentIds],
  );
  return new Map(
    result.rows.map((row) => [
      row.id,
      {
        kind: 'pipeline',
        deploymentId: row.id,
        projectId: row.projectId,
        pipelineKey: row.key,
        version: row.version,
        runId: null,
      },
    ]),
  );
}
