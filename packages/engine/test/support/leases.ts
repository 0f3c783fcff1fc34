import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';

export type Holder = { deploymentId: string; epoch: string; token: string };

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

/** A deployment with a lease of epoch 1 that lasts longer than any test. */
export async function createDeployment(db: pg.Pool): Promise<Holder> {
  const [project, pipeline, environment, deployment, actor, version] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  const token = randomBytes(24).toString('hex');
  await db.query(
    'INSERT INTO projects (id, slug, name, created_by) VALUES ($1::uuid, $1::text, $1::text, $2)',
    [project, actor],
  );
  await db.query(
    'INSERT INTO pipelines (id, project_id, key, created_by) VALUES ($1::uuid, $2, $1::text, $3)',
    [pipeline, project, actor],
  );
  await db.query(
    'INSERT INTO environments (id, project_id, name, created_by) VALUES ($1::uuid, $2, $1::text, $3)',
    [environment, project, actor],
  );
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
