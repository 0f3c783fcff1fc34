import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';

export type Holder = { deploymentId: string; epoch: string; token: string };

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

/** A deployment with a lease of epoch 1 that nobody will take within the test. */
export async function createDeployment(db: pg.Pool): Promise<Holder> {
  const [project, pipeline, environment, deployment, actor, version] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  const token = randomBytes(24).toString('hex');
  await db.query(`INSERT INTO projects (id, slug, name, created_by) VALUES ($1, $3, 'test', $2)`, [
    project,
    actor,
    project,
  ]);
  await db.query(`INSERT INTO pipelines (id, project_id, key, created_by) VALUES ($1, $2, 'test', $3)`, [
    pipeline,
    project,
    actor,
  ]);
  await db.query(`INSERT INTO environments (id, project_id, name, created_by) VALUES ($1, $2, 'local', $3)`, [
    environment,
    project,
    actor,
  ]);
  await db.query(
    `INSERT INTO deployments (id, project_id, pipeline_id, environment_id, desired_state, desired_version_id,
       desired_revision_id, created_by, updated_at)
     VALUES ($1, $2, $3, $4, 'running', $5, $5, $6, now())`,
    [deployment, project, pipeline, environment, version, actor],
  );
  await db.query(
    `INSERT INTO leases (deployment_id, owner, incarnation, epoch, expires_at, token_hash)
     VALUES ($1, 'test', $2, 1, clock_timestamp() + interval '1 hour', $3)`,
    [deployment, randomUUID(), hash(token)],
  );
  return { deploymentId: deployment ?? '', epoch: '1', token };
}

/** A restore point of a new deployment, as a run's end leaves it; returns its id. */
export async function addRestorePoint(
  db: pg.Pool,
  tableUuid: string,
  snapshotId: string | undefined,
  at = new Date(),
): Promise<string> {
  const { deploymentId } = await createDeployment(db);
  const id = randomUUID();
  await db.query(
    `INSERT INTO restore_points (id, project_id, deployment_id, version_id, kind, at, epoch, seq, table_uuid,
       snapshot_id, offsets, created_by)
     VALUES ($1, $2, $3, $2, 'stop', $6, 1, 1, $4, $5, '[]', $2)`,
    [id, randomUUID(), deploymentId, tableUuid, snapshotId, at],
  );
  return id;
}

/** Another runner takes the lease: the epoch grows, the old token dies. */
export async function takeOver(db: pg.Pool, holder: Holder): Promise<Holder> {
  const token = randomBytes(24).toString('hex');
  const result = await db.query<{ epoch: string }>(
    `UPDATE leases SET epoch = epoch + 1, token_hash = $2, owner = 'other',
       expires_at = clock_timestamp() + interval '1 hour'
     WHERE deployment_id = $1 RETURNING epoch::text`,
    [holder.deploymentId, hash(token)],
  );
  return { ...holder, token, epoch: result.rows[0]?.epoch ?? '' };
}

export async function expireLease(db: pg.Pool, holder: Holder): Promise<void> {
  await db.query(
    `UPDATE leases SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE deployment_id = $1`,
    [holder.deploymentId],
  );
}

export const propertyKey = (holder: Holder) => `penstock.${holder.deploymentId}`;

export function propertyValue(holder: Holder, seq: number, commitId: string = randomUUID()): string {
  return JSON.stringify({
    epoch: holder.epoch,
    seq: String(seq),
    commitId,
    version: randomUUID(),
    next: [{ topicId: 'topic', partition: 0, offset: '9007199254740993' }],
    totals: { in: '1', out: '1', filtered: '0', setAside: '0', bytesIn: '1', bytesOut: '1' },
    state: null,
  });
}
