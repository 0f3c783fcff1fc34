import { type LeaseState, shareLeases } from '../auth/leases';
import type { Principal } from '../auth/principal';
import { badRequest, fenced, forbidden } from '../errors';
import type { JsonObject } from '../json/json-object';
import { largest } from '../json/largest';
import type { Queryable } from '../store/database';
import { type Position, parsePosition, reservedPrefix, reservedProperties } from './position-property';

/** Positions that a change's updates set, each checked to be the principal's own. */
export function positionsSetBy(updates: readonly JsonObject[], principal: Principal): Position[] {
  const positions = new Map<string, Position>();
  for (const update of updates) {
    if (update.action !== 'set-properties') continue;
    for (const [key, value] of Object.entries(update.updates ?? update.updated ?? {})) {
      if (!key.startsWith(reservedPrefix)) continue;
      if (typeof value !== 'string') throw badRequest(`The property ${key} is not a string`);
      const position = parsePosition(key, value);
      requireOwn(position, key, principal);
      positions.set(position.deploymentId, position);
    }
  }
  return [...positions.values()];
}

function requireOwn(position: Position, key: string, principal: Principal): void {
  const own = principal.kind === 'deployment' && principal.deploymentId === position.deploymentId;
  if (own || principal.kind === 'internal') return;
  throw forbidden(`The property ${key} can only be set with the token of its deployment`);
}

/** The position that metadata holds for a deployment. */
export function storedPosition(metadata: JsonObject | null, deploymentId: string): Position | null {
  const key = `${reservedPrefix}${deploymentId}`;
  const value = reservedProperties(metadata).get(key);
  return value === undefined ? null : parsePosition(key, value);
}

type Positioned = { current: { file: { metadata: JsonObject } } | null; positions: Position[] };

const storedIn = (change: Positioned, deploymentId: string) =>
  storedPosition(change.current?.file.metadata ?? null, deploymentId);

/** True when this very commit has landed already: every position it sets is the stored one, by commit id. */
export function isRepeat(changes: readonly Positioned[]): boolean {
  const set = changes.flatMap((change) => change.positions.map((position) => ({ change, position })));
  return (
    set.length > 0 &&
    set.every(({ change, position }) => {
      const stored = storedIn(change, position.deploymentId);
      return (
        stored?.commitId === position.commitId &&
        stored.seq === position.seq &&
        stored.epoch === position.epoch
      );
    })
  );
}

/**
 * Rule 1's sequence: one above the highest stored position of the deployment among the tables of the commit (a commit
 * that moves a pipeline to another table carries both, rule 7), the same in all of them.
 */
export function checkSequence(changes: readonly Positioned[]): void {
  const highest = new Map<string, bigint>();
  for (const change of changes) {
    for (const { deploymentId } of change.positions) {
      const stored = storedIn(change, deploymentId)?.seq ?? 0n;
      highest.set(deploymentId, largest(highest.get(deploymentId) ?? 0n, stored));
    }
  }
  for (const position of changes.flatMap((change) => change.positions)) {
    const wanted = (highest.get(position.deploymentId) ?? 0n) + 1n;
    if (position.seq !== wanted) {
      throw fenced(
        `seq ${position.seq} does not follow the stored position, ${wanted} does; reload and compare`,
      );
    }
  }
}

/**
 * Locks the leases of everyone that this commit speaks for and checks them by the database's clock. A deployment's
 * commit without a position (Flink's and Spark's sinks) needs its token to be alive, so that a take-over fences it.
 */
export async function checkLeases(
  db: Queryable,
  principal: Principal,
  positions: readonly Position[],
): Promise<void> {
  const holders = positions.map((position) => position.deploymentId);
  if (principal.kind === 'deployment') holders.push(principal.deploymentId);
  if (holders.length === 0) return;
  const leases = await shareLeases(db, holders);
  if (principal.kind === 'deployment') requireToken(leases.get(principal.deploymentId), principal.tokenHash);
  for (const position of positions) requireLease(leases.get(position.deploymentId), position);
}

function requireToken(lease: LeaseState | undefined, tokenHash: string): void {
  if (lease?.tokenHash !== tokenHash)
    throw fenced('the deployment has been taken over since this token was made');
}

function requireLease(lease: LeaseState | undefined, position: Position): void {
  if (lease === undefined) throw fenced(`nobody holds the lease of deployment ${position.deploymentId}`);
  if (lease.epoch !== position.epoch) {
    throw fenced(`epoch ${position.epoch} is not the lease's epoch ${lease.epoch}`);
  }
  if (!lease.alive) throw fenced(`the lease of epoch ${lease.epoch} has expired; take it again and reload`);
}
