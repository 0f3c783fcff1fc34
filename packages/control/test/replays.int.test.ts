import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunnerControl } from '../src/runners/create-runner-control';
import type { Lease } from '../src/runs/lease-repository';
import { type HeldWorld, openHeldWorld } from './held-world';
import { bytes } from './support';

let world: HeldWorld;
let runner: RunnerControl;
let id: string;
let lease: Lease;
beforeEach(async () => {
  world = await openHeldWorld();
  ({ runner, id, lease } = world);
});
afterEach(() => world.drop());

const most = { rows: 100, bytes: 1_000_000 };

async function takeOver(): Promise<Lease> {
  await world.database.db.$executeRaw`update leases set expires_at = clock_timestamp() - interval '1 second'`;
  return await world.take(`runner-${randomUUID()}`);
}

/** Sets one record aside at `offset`, in a commit that landed as seq. Answers the record's id. */
async function aside(offset: number, seq: string, changes: { valueSize?: number } = {}): Promise<string> {
  const value = bytes('{"amount":"abc"}');
  await runner.runs.setAside(lease, [
    {
      kind: 'unreadable',
      topicId: 't',
      kafkaTopic: 'orders',
      partition: 0,
      offset: String(offset),
      epoch: lease.epoch,
      seq,
      reason: 'not a DOUBLE',
      key: bytes('k'),
      value,
      valueSize: changes.valueSize ?? value.length,
      timestampMs: '1763000000123',
    },
  ]);
  await land(lease.epoch, seq, randomUUID());
  const row = await world.database.db.setAsideRecord.findFirst({
    where: { deploymentId: id, offset: BigInt(offset) },
  });
  return row?.id ?? '';
}

const land = (epoch: string, seq: string, commitId: string) =>
  world.database.db.catalogCommit.create({
    data: {
      tableUuid: '33333333-3333-4333-8333-333333333333',
      deploymentId: id,
      epoch: BigInt(epoch),
      seq: BigInt(seq),
      commitId,
      lineage: 0n,
      principal: 'p',
      metadataLocation: 'm',
    },
  });
const request = (records: 'all' | { recordId: string; value?: Uint8Array }[]) =>
  world.control.replays.request(world.you, { deploymentId: id, records });
const shown = async () =>
  (await world.control.deployments.setAside(id, { limit: 10 })).records.map((r) => r.replay?.state ?? null);
const waiting = async () => (await runner.tasks.read(id))?.waitingReplays;

describe('a replay of a set-aside record', () => {
  it('counts as done exactly when the commit that carries it is in the commit log', async () => {
    const record = await aside(1, '5');
    await request([{ recordId: record, value: bytes('{"amount":1}') }]);
    expect(await shown()).toEqual(['waiting']);
    const [claimed] = await runner.runs.claimReplays(lease, most);
    expect(claimed).toMatchObject({
      kafkaTopic: 'orders',
      partition: 0,
      offset: '1',
      timestampMs: '1763000000123',
    });
    expect(Buffer.from(claimed?.value ?? []).toString()).toBe('{"amount":1}');
    const commit = { epoch: lease.epoch, seq: '6', commitId: randomUUID() };
    await runner.runs.nameReplayCommit(lease, [claimed?.id ?? ''], commit);
    expect(await shown()).toEqual(['waiting']);
    // another commit took that number: the one with the replay never landed
    await land(lease.epoch, '6', randomUUID());
    expect([await shown(), await waiting()]).toEqual([['waiting'], 1]);
    const again = await runner.runs.claimReplays(lease, most);
    expect(again.map((one) => one.id)).toEqual([claimed?.id]);
    const next = { epoch: lease.epoch, seq: '7', commitId: randomUUID() };
    await runner.runs.nameReplayCommit(lease, [claimed?.id ?? ''], next);
    await land(next.epoch, next.seq, next.commitId);
    expect([await shown(), await waiting()]).toEqual([['replayed'], 0]);
    expect(await runner.runs.claimReplays(lease, most)).toEqual([]);
    expect(await world.control.deployments.setAside(id, { limit: 10 })).toMatchObject({
      total: 1,
      replayed: 1,
    });
  });

  it('that has landed takes no second commit and no failure any more, whoever still has it in hand', async () => {
    await aside(1, '5');
    await request('all');
    const [claimed] = await runner.runs.claimReplays(lease, most);
    const ids = [claimed?.id ?? ''];
    const commit = { epoch: lease.epoch, seq: '6', commitId: randomUUID() };
    await runner.runs.nameReplayCommit(lease, ids, commit);
    await land(commit.epoch, commit.seq, commit.commitId);
    const again = runner.runs.nameReplayCommit(lease, ids, { ...commit, seq: '7', commitId: randomUUID() });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    await runner.runs.failReplays(lease, [{ id: claimed?.id ?? '', reason: 'too late' }]);
    expect([await shown(), await waiting()]).toEqual([['replayed'], 0]);
  });

  it('is taken up oldest first, within the rows and bytes that are asked for', async () => {
    const offsets = [1, 2, 3];
    for (const offset of offsets) {
      const recordId = await aside(offset, String(4 + offset));
      await request([{ recordId, value: bytes('x'.repeat(100)) }]);
    }
    const taken = async (rows: number, size: number) =>
      (await runner.runs.claimReplays(lease, { rows, bytes: size })).map((one) => Number(one.offset));
    expect(await taken(2, 1_000)).toEqual([1, 2]);
    expect(await taken(3, 200)).toEqual([1, 2]);
    expect(await taken(3, 1)).toEqual([1]);
    expect(await taken(3, 300)).toEqual(offsets);
  });

  it('goes alone and last once its run died with it, and is given up after three such runs', async () => {
    await aside(1, '5');
    await request('all');
    const taken = async () => (await runner.runs.claimReplays(lease, most)).map((one) => Number(one.offset));
    expect(await taken()).toEqual([1]);
    lease = await takeOver();
    const [second, third] = [await aside(2, '6'), await aside(3, '7')];
    await request([second, third].map((recordId) => ({ recordId })));
    expect((await taken()).sort()).toEqual([2, 3]);
    lease = await takeOver();
    await world.control.replays.cancel(world.you, { deploymentId: id, recordIds: [second, third] });
    expect(await taken()).toEqual([1]);
    lease = await takeOver();
    expect(await taken()).toEqual([1]);
    lease = await takeOver();
    expect([await taken(), await waiting()]).toEqual([[], 0]);
  });

  it('is asked for once, however often and by however many, and never again after it landed', async () => {
    const records = [await aside(1, '5'), await aside(2, '6')];
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, () => request(records.map((recordId) => ({ recordId })))),
    );
    const granted = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.requested] : []));
    expect(granted.reduce((sum, one) => sum + one, 0)).toBe(2);
    const claimed = await runner.runs.claimReplays(lease, most);
    expect(claimed).toHaveLength(2);
    const commit = { epoch: lease.epoch, seq: '7', commitId: randomUUID() };
    await runner.runs.nameReplayCommit(
      lease,
      claimed.map((one) => one.id),
      commit,
    );
    await land(commit.epoch, commit.seq, commit.commitId);
    await expect(request('all')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stays set aside with the new reason when it fails again, and can be tried anew', async () => {
    const record = await aside(1, '5');
    await request('all');
    const [claimed] = await runner.runs.claimReplays(lease, most);
    await runner.runs.failReplays(lease, [{ id: claimed?.id ?? '', reason: 'still no DOUBLE', sqlLine: 3 }]);
    const [view] = (await world.control.deployments.setAside(id, { limit: 10 })).records;
    expect(view?.replay).toMatchObject({ state: 'failed', reason: 'still no DOUBLE', sqlLine: 3 });
    expect(await request([{ recordId: record }])).toEqual({ requested: 1 });
    expect(await shown()).toEqual(['waiting']);
  });

  it('passes to the next epoch when its run died, and the dead run can name no commit on it any more', async () => {
    await aside(1, '5');
    await request('all');
    const [claimed] = await runner.runs.claimReplays(lease, most);
    const dead = lease;
    lease = await takeOver();
    const late = runner.runs.nameReplayCommit(dead, [claimed?.id ?? ''], {
      epoch: dead.epoch,
      seq: '6',
      commitId: 'c',
    });
    await expect(late).rejects.toMatchObject({ code: 'lease_lost' });
    expect((await runner.runs.claimReplays(lease, most)).map((one) => one.id)).toEqual([claimed?.id]);
  });

  it('can be taken back until a living run has taken it up', async () => {
    const record = await aside(1, '5');
    const cancel = () => world.control.replays.cancel(world.you, { deploymentId: id, recordIds: [record] });
    await request('all');
    expect(await cancel()).toEqual({ cancelled: 1 });
    expect(await shown()).toEqual([null]);
    await request('all');
    await runner.runs.claimReplays(lease, most);
    expect(await cancel()).toEqual({ cancelled: 0 });
    lease = await takeOver();
    expect(await cancel()).toEqual({ cancelled: 1 });
  });

  it('can be taken back again when its run has ended and no other has begun', async () => {
    const record = await aside(1, '5');
    await request('all');
    await runner.runs.claimReplays(lease, most);
    await runner.leases.release(lease);
    const cancelled = world.control.replays.cancel(world.you, { deploymentId: id, recordIds: [record] });
    expect(await cancelled).toEqual({ cancelled: 1 });
  });

  it('needs the whole value: of a record that was cut only a mended one is taken', async () => {
    const record = await aside(1, '5', { valueSize: 5_000_000 });
    await expect(request([{ recordId: record }])).rejects.toMatchObject({ code: 'conflict' });
    await expect(request('all')).rejects.toMatchObject({ code: 'conflict' });
    expect(await request([{ recordId: record, value: bytes('{}') }])).toEqual({ requested: 1 });
  });

  it('is open anew for a record that was set aside anew', async () => {
    await aside(1, '5');
    await request('all');
    const [claimed] = await runner.runs.claimReplays(lease, most);
    const commit = { epoch: lease.epoch, seq: '6', commitId: randomUUID() };
    await runner.runs.nameReplayCommit(lease, [claimed?.id ?? ''], commit);
    await land(commit.epoch, commit.seq, commit.commitId);
    await aside(1, '9');
    expect(await shown()).toEqual([null]);
    expect(await request('all')).toEqual({ requested: 1 });
  });
});
