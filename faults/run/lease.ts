import type { Scene } from './fault';

type Lease = { owner: string; epoch: string; expired: boolean };

async function leaseOf({ installation, pipeline }: Scene): Promise<Lease | undefined> {
  const { rows } = await installation.db.query<Lease>(
    'select owner, epoch::text, expires_at < clock_timestamp() as expired from leases where deployment_id = $1',
    [pipeline.deploymentId],
  );
  return rows[0];
}

/** By the database's clock, the only one that counts. */
export async function leaseExpired(scene: Scene): Promise<boolean> {
  return (await leaseOf(scene))?.expired ?? false;
}

export async function leaseOwner(scene: Scene): Promise<string | null> {
  return (await leaseOf(scene))?.owner ?? null;
}

export async function leaseEpoch(scene: Scene): Promise<bigint> {
  return BigInt((await leaseOf(scene))?.epoch ?? '0');
}
