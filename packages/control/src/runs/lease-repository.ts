import { randomBytes } from 'node:crypto';
import { systemActor } from '../auth/actor-repository';
import { sha256 } from '../db/bytes';
import type { Db } from '../db/client';
import { leaseTiming } from './timing';

/** Who holds a lease: a runner's name and the incarnation of its process. */
export type LeaseHolder = { owner: string; incarnation: string };
/** `epoch` is a decimal string. `token` is the catalog token of this epoch; only its SHA-256 is stored. */
export type Lease = LeaseHolder & { deploymentId: string; epoch: string; token: string };

const ttl = `${leaseTiming.ttlMs} milliseconds`;

/**
 * Takes the lease: a new one, an expired one, or one of an earlier process of the same runner (the catalog fences that
 * process by the epoch, so there is nothing to wait for). Null when somebody else holds it. The epoch always grows, and
 * with it the token, so the former holder's token dies in this statement; the take-over is
 * written down by the same statement.
 */
export async function acquireLease(db: Db, deploymentId: string, holder: LeaseHolder): Promise<Lease | null> {
  const token = newToken();
  const rows = await db.$queryRaw<{ epoch: bigint }[]>`
    with former as (
      select l.owner, l.incarnation, d.project_id
        from leases l join deployments d on d.id = l.deployment_id where l.deployment_id = ${deploymentId}::uuid),
    taken as (
      insert into leases as l (deployment_id, owner, incarnation, epoch, expires_at, token_hash)
      values (${deploymentId}::uuid, ${holder.owner}, ${holder.incarnation}::uuid, 1, clock_timestamp() + ${ttl}::interval, ${sha256(token)})
      on conflict (deployment_id) do update
         set owner = excluded.owner, incarnation = excluded.incarnation, epoch = l.epoch + 1,
             expires_at = clock_timestamp() + ${ttl}::interval, token_hash = excluded.token_hash
       where l.expires_at < clock_timestamp()
          or (l.owner = excluded.owner and l.incarnation <> excluded.incarnation)
      returning l.epoch),
    audited as (
      insert into audit_entries (project_id, actor_id, action, resource_kind, resource_id, detail)
      select f.project_id, ${systemActor.id}::uuid, 'lease.takeOver', 'deployment', ${deploymentId}::text,
             jsonb_build_object('from', f.owner, 'to', ${holder.owner}::text, 'epoch', t.epoch::text)
        from former f, taken t where f.incarnation <> ${holder.incarnation}::uuid)
    select epoch from taken`;
  return leaseOf(rows, deploymentId, holder, token);
}

/** The holder's own step to the next epoch, before it starts another run. Null when the lease is no longer its own. */
export async function advanceLease(db: Db, lease: Lease): Promise<Lease | null> {
  const token = newToken();
  const rows = await db.$queryRaw<{ epoch: bigint }[]>`
    update leases set epoch = epoch + 1, token_hash = ${sha256(token)}, expires_at = clock_timestamp() + ${ttl}::interval
     where deployment_id = ${lease.deploymentId}::uuid and owner = ${lease.owner} and incarnation = ${lease.incarnation}::uuid
       and epoch = ${BigInt(lease.epoch)} and expires_at >= clock_timestamp()
    returning epoch`;
  return leaseOf(rows, lease.deploymentId, lease, token);
}

/** Renewal keeps the epoch and is the deployment's sign of life. False when the lease expired or is somebody else's: stop at once. */
export async function renewLease(db: Db, lease: Lease): Promise<boolean> {
  const count = await db.$executeRaw`
    with renewed as (
      update leases set expires_at = clock_timestamp() + ${ttl}::interval
       where deployment_id = ${lease.deploymentId}::uuid and owner = ${lease.owner} and incarnation = ${lease.incarnation}::uuid
         and epoch = ${BigInt(lease.epoch)} and expires_at >= clock_timestamp()
      returning deployment_id)
    update deployments d set last_contact_at = clock_timestamp() from renewed r where d.id = r.deployment_id`;
  return count === 1;
}

/** Lets the lease go: it is expired from now on and its token opens nothing. The row stays, because epochs never go back. */
export async function releaseLease(db: Db, lease: Lease): Promise<boolean> {
  const count = await db.$executeRaw`
    update leases set expires_at = clock_timestamp() - interval '1 millisecond', token_hash = ${sha256(newToken())}
     where deployment_id = ${lease.deploymentId}::uuid and owner = ${lease.owner} and incarnation = ${lease.incarnation}::uuid
       and epoch = ${BigInt(lease.epoch)}`;
  return count === 1;
}

/** Locks the lease's row against a take-over until the transaction ends; false when it is no longer this holder's. */
export async function holdsLease(
  tx: Db,
  lease: Pick<Lease, 'deploymentId' | 'owner' | 'incarnation' | 'epoch'>,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ held: boolean }[]>`
    select true as held from leases
     where deployment_id = ${lease.deploymentId}::uuid and owner = ${lease.owner} and incarnation = ${lease.incarnation}::uuid
       and epoch = ${BigInt(lease.epoch)} and expires_at >= clock_timestamp()
       for share`;
  return rows.length === 1;
}

/** Waits for whatever is being written under the lease, and lets nothing begin, until the transaction ends. */
export async function lockLease(tx: Db, deploymentId: string): Promise<void> {
  await tx.$queryRaw`select 1 from leases where deployment_id = ${deploymentId}::uuid for no key update`;
}

function leaseOf(
  rows: { epoch: bigint }[],
  deploymentId: string,
  holder: LeaseHolder,
  token: string,
): Lease | null {
  const epoch = rows[0]?.epoch;
  if (epoch === undefined) return null;
  return {
    deploymentId,
    owner: holder.owner,
    incarnation: holder.incarnation,
    epoch: epoch.toString(),
    token,
  };
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}
