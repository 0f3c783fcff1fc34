import type { Queryable } from '../store/database';

export type LeaseState = { deploymentId: string; epoch: bigint; tokenHash: string; alive: boolean };

export async function findLeaseByToken(
  db: Queryable,
  tokenHash: string,
): Promise<{ deploymentId: string; epoch: bigint } | null> {
  const result = await db.query<{ deploymentId: string; epoch: string }>(
    'SELECT deployment_id AS "deploymentId", epoch::text FROM leases WHERE token_hash = $1',
    [tokenHash],
  );
  const row = result.rows[0];
  return row === undefined ? null : { deploymentId: row.deploymentId, epoch: BigInt(row.epoch) };
}

/**
 * Holds lease rows until the transaction ends: a take-over waits, so what is checked here is true when the pointer
 * moves. The state is read after the lock, with the database's clock.
 */
export async function shareLeases(
  db: Queryable,
  deploymentIds: readonly string[],
): Promise<Map<string, LeaseState>> {
  const sorted = [...new Set(deploymentIds)].sort();
  await db.query(
    'SELECT deployment_id FROM leases WHERE deployment_id = ANY($1::uuid[]) ORDER BY deployment_id FOR SHARE',
    [sorted],
  );
  const result = await db.query<Omit<LeaseState, 'epoch'> & { epoch: string }>(
    `SELECT deployment_id AS "deploymentId", epoch::text, token_hash AS "tokenHash",
            expires_at > clock_timestamp() AS alive
     FROM leases WHERE deployment_id = ANY($1::uuid[])`,
    [sorted],
  );
  return new Map(result.rows.map((row) => [row.deploymentId, { ...row, epoch: BigInt(row.epoch) }]));
}
