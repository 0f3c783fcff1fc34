import { randomUUID } from 'node:crypto';
import { waitFor } from '@penstock/local-stack/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveChange } from '../src/live/notify';
import { retentionLimits } from '../src/retention/retention-limits';
import { applyRetention } from '../src/retention/retention-service';
import type { RunnerControl } from '../src/runners/create-runner-control';
import type { Lease } from '../src/runs/lease-repository';
import type { RunReportInput } from '../src/runs/report';
import type { SetAsideInput } from '../src/set-aside/set-aside-repository';
import { type HeldWorld, openHeldWorld } from './held-world';

let world: HeldWorld;
let runner: RunnerControl;
let id: string;
let lease: Lease;
let runId: string;
beforeEach(async () => {
  world = await openHeldWorld();
  ({ runner, id, lease } = world);
  runId = await begin();
});
afterEach(() => world.drop());

async function begin(): Promise<string> {
  const { desired } = await world.control.deployments.get(id);
  const observed = {
    state: 'running' as const,
    versionId: desired.versionId,
    generation: desired.generation,
    problem: null,
  };
  return (
    await runner.runs.begin(lease, {
      versionId: desired.versionId,
      generation: desired.generation,
      engine: 'embedded',
      observed,
      event: { kind: 'starting', message: 'v1' },
    })
  ).runId;
}

function report(total: number, seq: number, more: Partial<RunReportInput> = {}): RunReportInput {
  const text = String(total);
  return {
    at: new Date().toISOString(),
    phase: 'running',
    totals: { in: text, out: text, filtered: '0', setAside: '0', bytesIn: text, bytesOut: text },
    lag: '5',
    lagByPartition: { '0': '5' },
    seq: String(seq),
    snapshotId: '8428329622630187761',
    lastCommitAt: null,
    freshnessMs: 12.6,
    batchMs: 3,
    commitMs: 4,
    memoryMb: 100,
    ...more,
  };
}

const sums = () => world.database.db.$queryRaw<{ resolution: number; in: bigint; commits: bigint }[]>`
  select resolution, sum(records_in)::bigint as in, sum(commits)::bigint as commits from metric_points group by resolution order by resolution`;
const unreadable = (offset: number, epoch: string, seq: string, reason = 'not a DOUBLE'): SetAsideInput => ({
  kind: 'unreadable',
  topicId: 't',
  kafkaTopic: 'orders',
  partition: 0,
  offset: String(offset),
  epoch,
  seq,
  reason,
  key: null,
  value: new TextEncoder().encode('{"amount":"abc"}'),
  valueSize: 16,
  timestampMs: '1763000000000',
});
const set = (...given: Parameters<typeof unreadable>): Promise<void> =>
  runner.runs.setAside(lease, [unreadable(...given)]);
const commit = (epoch: string, seq: string) =>
  world.database.db.catalogCommit.create({
    data: {
      tableUuid: '33333333-3333-4333-8333-333333333333',
      deploymentId: id,
      epoch: BigInt(epoch),
      seq: BigInt(seq),
      lineage: 0n,
      principal: 'p',
      metadataLocation: 'm',
    },
  });
const shown = async () =>
  (await world.control.deployments.setAside(id, { limit: 10 })).records.map((record) => [
    record.offset,
    record.reason,
  ]);

describe('metrics', () => {
  it('count what was committed once: over repeats, restarts, take-overs and reports sent before the position was read', async () => {
    await runner.runs.report(lease, runId, report(0, 0, { phase: 'starting' }));
    await runner.runs.report(lease, runId, report(100, 1));
    await runner.runs.report(lease, runId, report(100, 1));
    await runner.runs.report(lease, runId, report(250, 2));
    await runner.runs.report(lease, runId, report(100, 1));
    await world.database.db
      .$executeRaw`update leases set expires_at = clock_timestamp() - interval '1 second'`;
    lease = await world.take('runner-2');
    runId = await begin();
    await runner.runs.report(lease, runId, report(0, 0, { phase: 'starting', lag: null }));
    expect((await world.control.deployments.get(id)).live).toMatchObject({ totals: { in: '250' }, lag: '5' });
    await runner.runs.report(lease, runId, report(300, 3));
    expect(await sums()).toEqual([2, 60, 3600].map((resolution) => ({ resolution, in: 300n, commits: 3n })));
  });

  it('take no report from a runner whose lease was taken over', async () => {
    const old = lease;
    await world.database.db
      .$executeRaw`update leases set expires_at = clock_timestamp() - interval '1 second'`;
    lease = await world.take('runner-2');
    await expect(runner.runs.report(old, runId, report(100, 1))).rejects.toMatchObject({
      code: 'lease_lost',
    });
    await expect(runner.runs.observe(old, { state: 'running' }, null)).rejects.toMatchObject({
      code: 'lease_lost',
    });
    expect(await sums()).toEqual([]);
  });

  it('are a series without holes, with gaps where nothing was reported', async () => {
    await runner.runs.report(lease, runId, report(100, 1));
    const series = await world.control.deployments.metrics(id, 5);
    expect(series.resolution).toBe(2);
    expect(series.at).toHaveLength(150);
    await waitFor('the bucket is complete', async () => {
      const { inPerSecond } = await world.control.deployments.metrics(id, 5);
      return inPerSecond.filter((value) => value !== null).length === 1 && inPerSecond.includes(50);
    });
    expect(await world.control.deployments.metrics(id, 60)).toMatchObject({ resolution: 60 });
  });
});

describe('set-aside records', () => {
  it('show only when their commit is in the commit log', async () => {
    await set(7, lease.epoch, '4');
    expect(await shown()).toEqual([]);
    await commit(lease.epoch, '4');
    expect(await shown()).toEqual([['7', 'not a DOUBLE']]);
  });

  it('are written again by a repeated batch, but never by an older epoch', async () => {
    await set(7, '2', '4', 'first try');
    await set(7, '2', '5', 'second try');
    await set(7, '1', '9', 'zombie');
    await commit('2', '5');
    expect(await shown()).toEqual([['7', 'second try']]);
  });

  it('come in pages, newest first and those of one commit by their offsets, each once', async () => {
    const offsets = [9, 10, 2, 7, 4, 12, 3];
    await runner.runs.setAside(
      lease,
      offsets.map((offset) => unreadable(offset, lease.epoch, '1')),
    );
    await commit(lease.epoch, '1');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.control.deployments.setAside(id, { limit: 3, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(7);
      seen.push(...page.records.map((record) => record.offset));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['12', '10', '9', '7', '4', '3', '2']);
  });
});

describe('runs', () => {
  it('of a killed runner are closed by the one that takes over', async () => {
    await world.database.db
      .$executeRaw`update leases set expires_at = clock_timestamp() - interval '1 second'`;
    lease = await world.take('runner-2');
    await begin();
    const runs = await world.database.db.run.findMany({ orderBy: { epoch: 'asc' } });
    expect(runs.map((run) => [run.runner, run.endState])).toEqual([
      ['runner-1', 'lost'],
      ['runner-2', null],
    ]);
  });

  it('are unattended only while nobody holds the lease, unless an earlier process of the same runner does', async () => {
    const ids = async (owner: string) =>
      (await runner.tasks.unattended({ owner, incarnation: randomUUID() }, 10)).map((row) => row.id);
    expect(await ids('runner-2')).not.toContain(id);
    expect(await ids('runner-1')).toContain(id);
    await runner.leases.release(lease);
    expect(await ids('runner-2')).toContain(id);
    await world.control.deployments.stop(world.you, id);
    expect(await ids('runner-2')).toContain(id);
    lease = await world.take('runner-2');
    await runner.runs.observe(lease, { state: 'stopped' }, null);
    await runner.leases.release(lease);
    expect(await ids('runner-2')).not.toContain(id);
  });
});

describe('live changes', () => {
  it('name the deployment of a report and of a command, and say "anything" after the connection broke', async () => {
    const changes: LiveChange[] = [];
    const unsubscribe = await world.control.live.subscribe((change) => changes.push(change));
    await runner.runs.report(lease, runId, report(10, 1));
    await waitFor('the report is heard', () => changes.some((change) => change.deploymentId === id));
    await world.database.db
      .$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'penstock-listen' and datname = current_database()`;
    await waitFor('the reconnect is heard', () => changes.some((change) => Object.keys(change).length === 0));
    changes.length = 0;
    await runner.runs.report(lease, runId, report(20, 2));
    await waitFor('the next report is heard', () => changes.some((change) => change.deploymentId === id));
    await unsubscribe();
  });
});

describe('retention', () => {
  it('deletes what is too old or too much, and keeps the rest', async () => {
    const { db } = world.database;
    for (let offset = 0; offset < 5; offset += 1) await set(offset, lease.epoch, '1');
    await runner.runs.report(lease, runId, report(100, 1));
    await db.$executeRaw`insert into metric_points select deployment_id, project_id, resolution, bucket_at - interval '1 day', records_in, records_out, filtered, set_aside, bytes_in, bytes_out, commits, lag, batch_ms, commit_ms, freshness_ms from metric_points`;
    await db.$executeRaw`update outbox set published_at = clock_timestamp() - interval '8 days' where id = (select min(id) from outbox)`;
    const events = await db.runEvent.count({ where: { deploymentId: id } });
    const limits = {
      ...retentionLimits,
      setAside: { ...retentionLimits.setAside, rowsPerDeployment: 2 },
      runEvents: { ...retentionLimits.runEvents, rowsPerDeployment: 1 },
    };
    const deleted = await applyRetention(world.database, limits as unknown as typeof retentionLimits);
    expect(deleted).toMatchObject({
      metrics2: 1,
      metrics60: 0,
      metrics3600: 0,
      setAsideExcess: 3,
      outbox: 1,
    });
    expect(events).toBeGreaterThan(1);
    expect(await db.runEvent.count({ where: { deploymentId: id } })).toBe(1);
    expect((await db.setAsideRecord.findMany()).map((row) => row.offset).sort()).toEqual([3n, 4n]);
    expect(await db.outboxEntry.count()).toBe(1);
  });
});
