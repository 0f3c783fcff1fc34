import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../src/db/bytes';
import {
  acquireLease,
  advanceLease,
  holdsLease,
  type LeaseHolder,
  releaseLease,
  renewLease,
} from '../src/runs/lease-repository';
import { underLease } from '../src/runs/under-lease';
import { deployExample, openWorld, type World } from './support';

let world: World;
let deployments: string[];
let deploymentId: string;
beforeAll(async () => {
  world = await openWorld();
  deployments = Object.values((await deployExample(world)).deployments);
});
afterAll(() => world.drop());
beforeEach(async () => {
  deploymentId = deployments[0] ?? '';
  await world.database.db.lease.deleteMany({});
});

const holder = (owner: string): LeaseHolder => ({ owner, incarnation: randomUUID() });
const expire = () =>
  world.database.db.$executeRaw`update leases set expires_at = clock_timestamp() - interval '1 second'`;
const db = () => world.database.db;

describe('a lease', () => {
  it('has one holder, however many ask at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => acquireLease(db(), deploymentId, holder(`runner-${index}`))),
    );
    const granted = results.filter((lease) => lease !== null);
    expect(granted).toHaveLength(1);
    expect(granted[0]?.epoch).toBe('1');
  });

  it('goes to another runner only after it expired, and one of them gets it', async () => {
    const a = await acquireLease(db(), deploymentId, holder('a'));
    expect(await acquireLease(db(), deploymentId, holder('b'))).toBeNull();
    await expire();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => acquireLease(db(), deploymentId, holder(`b${index}`))),
    );
    const granted = results.filter((lease) => lease !== null);
    expect(granted.map((lease) => lease.epoch)).toEqual(['2']);
    expect(granted[0]?.token).not.toBe(a?.token);
  });

  it('writes down who took over from whom, and nothing when it was refused or renewed', async () => {
    const audited = async () =>
      (
        await db().auditEntry.findMany({
          where: { action: 'lease.takeOver', resourceId: deploymentId },
          orderBy: { id: 'asc' },
        })
      ).map((entry) => entry.detail);
    const before = (await audited()).length;
    const a = holder('a');
    await acquireLease(db(), deploymentId, a);
    await acquireLease(db(), deploymentId, holder('b'));
    await expire();
    await acquireLease(db(), deploymentId, a);
    expect(await audited()).toHaveLength(before);
    await expire();
    await acquireLease(db(), deploymentId, holder('b'));
    expect((await audited()).slice(before)).toEqual([{ from: 'a', to: 'b', epoch: '3' }]);
  });

  it('refuses the renewal of a zombie, and its token is dead', async () => {
    const a = await acquireLease(db(), deploymentId, holder('a'));
    if (!a) throw new Error('not granted');
    await expire();
    const b = await acquireLease(db(), deploymentId, holder('b'));
    expect(await renewLease(db(), a)).toBe(false);
    expect(await advanceLease(db(), a)).toBeNull();
    expect(await releaseLease(db(), a)).toBe(false);
    await expect(underLease(world.database, a, async () => 'written')).rejects.toMatchObject({
      code: 'lease_lost',
    });
    const stored = await db().lease.findUniqueOrThrow({ where: { deploymentId } });
    expect(stored.tokenHash).toBe(sha256(b?.token ?? ''));
    expect(await db().lease.count({ where: { tokenHash: sha256(a.token) } })).toBe(0);
  });

  it('cannot be renewed once it expired, even if nobody took it', async () => {
    const a = await acquireLease(db(), deploymentId, holder('a'));
    if (!a) throw new Error('not granted');
    expect(await renewLease(db(), a)).toBe(true);
    await expire();
    expect(await renewLease(db(), a)).toBe(false);
    const again = await acquireLease(db(), deploymentId, a);
    expect(again?.epoch).toBe('2');
  });

  it('keeps its epoch when renewed, and a renewal is the deployment’s sign of life', async () => {
    const a = await acquireLease(db(), deploymentId, holder('a'));
    if (!a) throw new Error('not granted');
    await renewLease(db(), a);
    expect((await db().lease.findUniqueOrThrow({ where: { deploymentId } })).epoch).toBe(1n);
    expect(
      (await db().deployment.findUniqueOrThrow({ where: { id: deploymentId } })).lastContactAt,
    ).not.toBeNull();
  });

  it('goes at once to the next process of the same runner, not to the same process twice', async () => {
    const first = await acquireLease(db(), deploymentId, holder('runner-1'));
    expect(await acquireLease(db(), deploymentId, first ?? holder('x'))).toBeNull();
    const second = await acquireLease(db(), deploymentId, holder('runner-1'));
    expect(second?.epoch).toBe('2');
    expect(first && (await renewLease(db(), first))).toBe(false);
  });

  it('can be taken at once after it was released, and its token opens nothing in between', async () => {
    const a = await acquireLease(db(), deploymentId, holder('a'));
    if (!a) throw new Error('not granted');
    expect(await releaseLease(db(), a)).toBe(true);
    expect(await db().lease.count({ where: { tokenHash: sha256(a.token) } })).toBe(0);
    expect((await acquireLease(db(), deploymentId, holder('b')))?.epoch).toBe('2');
  });

  it('makes a take-over wait for a write that checked it', async () => {
    const a = await acquireLease(db(), deploymentId, holder('a'));
    if (!a) throw new Error('not granted');
    const order: string[] = [];
    let takeOver: Promise<unknown> = Promise.resolve();
    await underLease(world.database, a, async (tx) => {
      takeOver = acquireLease(db(), deploymentId, holder('a')).then(() => order.push('take-over'));
      expect(await holdsLease(tx, a)).toBe(true);
      order.push('write');
    });
    await takeOver;
    expect(order).toEqual(['write', 'take-over']);
  });
});
