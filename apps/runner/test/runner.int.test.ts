import { waitFor } from '@penstock/local-stack/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, LedgerEngine } from './ledger-engine';
import { openRunnerWorld, type RunnerWorld } from './support';

let world: RunnerWorld;
let engine: LedgerEngine;
beforeEach(async () => {
  world = await openRunnerWorld();
  engine = new LedgerEngine();
});
afterEach(() => world.drop());

const view = (id: string) => world.control.deployments.get(id);
const status = async (id: string) => (await view(id)).observed.status;
const untilRunning = (id: string, version: number) =>
  waitFor(`v${version} runs`, async () => {
    const { observed, problem } = await view(id);
    return observed.status === 'running' && observed.versionNumber === version && problem === null;
  });
/** Every offset once, in order: nothing lost, nothing twice. */
function expectExactlyOnce(ledger: Ledger): void {
  expect(ledger.rows.map((row) => row.offset)).toEqual(
    Array.from({ length: ledger.position }, (_, index) => index),
  );
}

describe('a runner', () => {
  it('carries out a deploy, a stop with a restore point, and a start that goes on where it stopped', async () => {
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    expect(await view(id)).toMatchObject({
      observed: { runner: 'runner-1', versionNumber: 1 },
      problem: null,
    });
    await world.control.deployments.stop(world.you, id);
    await waitFor(
      'it stopped',
      async () => (await status(id)) === 'stopped' && (await view(id)).observed.runner === null,
    );
    const [point] = await world.rows<{ kind: string; snapshot_id: string; offsets: { offset: string }[] }>(
      'select kind, snapshot_id, offsets from restore_points',
    );
    expect(point).toMatchObject({
      kind: 'stop',
      snapshot_id: '8428329622630187761',
      offsets: [{ offset: String(engine.ledger(id).position) }],
    });
    const stoppedAt = engine.ledger(id).position;
    await world.control.deployments.start(world.you, id);
    await untilRunning(id, 1);
    await waitFor('it goes on', () => engine.ledger(id).position > stoppedAt);
    expectExactlyOnce(engine.ledger(id));
  });

  it('starts what should run although every job of the queue is lost', async () => {
    const { id } = await world.deploy(1);
    await world.startRunner('runner-1', engine);
    await untilRunning(id, 1);
    expect((await world.rows('select 1 from outbox where published_at is not null')).length).toBe(0);
  });

  it('makes one run of a command that is delivered fifty times', async () => {
    const runner = await world.startRunner('runner-1', engine, { reconcileEveryMs: 3_600_000 });
    const { id } = await world.deploy(1);
    await Promise.all(Array.from({ length: 50 }, () => runner.pool.attend(id)));
    await untilRunning(id, 1);
    await Promise.all(Array.from({ length: 50 }, () => runner.pool.attend(id)));
    await waitFor('some commits', () => engine.ledger(id).position > 30);
    expect(engine.runs).toHaveLength(1);
    expect(await world.rows('select 1 from runs')).toHaveLength(1);
  });

  it('replaces v1 by v2 with a new epoch, and rolls back: exactly one version is live, the log names each', async () => {
    await world.publish('SELECT n + 0 AS n FROM {source_table}\n');
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    await waitFor('v1 writes', () => engine.ledger(id).position > 10);
    await world.deploy(2);
    await untilRunning(id, 2);
    await waitFor('v2 writes', () => engine.ledger(id).rows.some((row) => row.version === 2));
    await world.deploy(1);
    await waitFor(
      'v1 writes again',
      () => engine.ledger(id).rows.at(-1)?.version === 1 && engine.ledger(id).rows.at(-1)?.epoch === 3n,
    );
    await untilRunning(id, 1);
    expect(engine.active(id)).toHaveLength(1);
    expectExactlyOnce(engine.ledger(id));
    const runs = await world.rows<{ generation: number; epoch: string; end_state: string | null }>(
      'select generation, epoch::text, end_state from runs order by epoch',
    );
    expect(runs).toEqual([
      { generation: 1, epoch: '1', end_state: 'stopped' },
      { generation: 2, epoch: '2', end_state: 'stopped' },
      { generation: 3, epoch: '3', end_state: null },
    ]);
    expect(await world.rows('select 1 from restore_points')).toHaveLength(2);
  });

  it('is still running after its engine was killed twenty times', async () => {
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    for (let kill = 0; kill < 20; kill += 1) {
      const before = engine.ledger(id).position;
      engine.active(id)[0]?.crash();
      await waitFor(
        `commits after kill ${kill + 1}`,
        () => engine.active(id).length === 1 && engine.ledger(id).position > before + 6,
      );
    }
    await untilRunning(id, 1);
    expectExactlyOnce(engine.ledger(id));
    const restarts = (await world.control.deployments.events(id, 500)).filter(
      (event) => event.kind === 'restarted',
    );
    expect(restarts.length).toBeGreaterThan(0);
    expect(restarts[0]?.tookMs).toBeGreaterThan(0);
  });

  it('shows what failed with its record and line, tries again with growing delays, and recovers by a new version', async () => {
    engine.behaviour = { poison: { offset: 9, versions: [1], retryable: true } };
    await world.publish('SELECT n + 0 AS n FROM {source_table}\n');
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    const failing = await waitFor('the third failure', async () => {
      const { observed, problem } = await view(id);
      return observed.status === 'failing' && (problem?.tries ?? 0) >= 3 && problem?.nextTryAt
        ? problem
        : undefined;
    });
    expect(failing).toMatchObject({
      code: 'bad_record',
      message: 'Cannot read offset 9',
      sqlLine: 6,
      record: { offset: '9' },
    });
    await world.deploy(2);
    await untilRunning(id, 2);
    expectExactlyOnce(engine.ledger(id));
  });

  it('hands what a crash taught to the next run of the version, to no other, and does not wait while it is searched for', async () => {
    engine.behaviour = { crashingOffset: 9 };
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await waitFor('it goes on behind the record', () => engine.ledger(id).position > 20, {
      timeoutMs: 90_000,
    });
    const told = engine.runs.map(({ spec }) => spec.caution?.crashes ?? 0);
    expect(told).toEqual([0, 1, 2, 3]);
    expectExactlyOnce(engine.ledger(id));
    // the restart that follows says the same words
    const crash3 = (await world.control.deployments.events(id, 500)).filter((event) =>
      event.message.includes('crash 3'),
    );
    expect(crash3.map((event) => event.kind)).toContain('failing');
    await world.publish('SELECT n + 0 AS n FROM {source_table}\n');
    await world.deploy(2);
    await untilRunning(id, 2);
    expect(engine.runs.at(-1)?.spec.caution ?? null).toBeNull();
  });

  it('tries at once when a person asks, and waits for a person when trying again cannot help', async () => {
    engine.behaviour = { poison: { offset: 9, versions: [1], retryable: false } };
    const runner = await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await waitFor(
      'it is blocked',
      async () => (await status(id)) === 'blocked' && (await view(id)).observed.runner === null,
    );
    const runs = engine.runs.length;
    expect(await view(id)).toMatchObject({ problem: { code: 'bad_record' }, observed: { runner: null } });
    for (let turn = 0; turn < 3; turn += 1) await runner.reconcile();
    expect(engine.runs).toHaveLength(runs);
    engine.behaviour = {};
    await world.control.deployments.retry(world.you, id);
    await untilRunning(id, 1);
  });

  it('keeps the old version running when the new one cannot run, and says so', async () => {
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    await world.publish('SELECT n + 0 AS n FROM {source_table}\n');
    engine.behaviour = {
      refuse: (pipeline) =>
        pipeline.transformer?.sql.includes('+ 0') ? 'Not on this engine. Flink can.' : null,
    };
    await world.deploy(2);
    await waitFor('the problem shows', async () => (await view(id)).problem?.message.includes('v1 goes on'));
    expect(await view(id)).toMatchObject({
      desired: { versionNumber: 2 },
      observed: { status: 'running', versionNumber: 1 },
    });
    const position = engine.ledger(id).position;
    await waitFor('v1 goes on', () => engine.ledger(id).position > position);
    expect(engine.runs).toHaveLength(1);
    engine.behaviour = {};
    await world.control.deployments.retry(world.you, id);
    await untilRunning(id, 2);
    expectExactlyOnce(engine.ledger(id));
  });

  it('shares the work with another runner: one holds the lease, the other idles, and takes over when it is drained', async () => {
    const first = await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    const second = await world.startRunner('runner-2', engine);
    await second.pool.attend(id);
    expect((await view(id)).observed.runner).toBe('runner-1');
    await first.stop();
    await waitFor(
      'runner-2 takes over',
      async () => (await view(id)).observed.runner === 'runner-2' && (await status(id)) === 'running',
    );
    expectExactlyOnce(engine.ledger(id));
    expect((await world.control.runners.list()).map((runner) => runner.name)).toEqual(['runner-2']);
  });

  it('kills its run when the lease was taken over, and the zombie’s commit has no effect', async () => {
    const runner = await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    await world.rows(
      `update leases set owner = 'somebody else', epoch = epoch + 1, expires_at = clock_timestamp() + interval '1 hour'`,
    );
    engine.ledger(id).open(2n);
    await waitFor('the run ends', () => engine.active(id).length === 0);
    const { position } = engine.ledger(id);
    for (let turn = 0; turn < 3; turn += 1) await runner.reconcile();
    expect(engine.ledger(id).position).toBe(position);
    expect(engine.runs).toHaveLength(1);
    expectExactlyOnce(engine.ledger(id));
  });

  it('lets an earlier process of its name go: that one kills everything and ends', async () => {
    let superseded = false;
    const old = new LedgerEngine();
    await world.startRunner('runner-1', old, { onSuperseded: () => (superseded = true) });
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    engine.ledgers.set(id, old.ledger(id));
    await world.startRunner('runner-1', engine);
    await waitFor('the old process ended its run', () => superseded && old.active(id).length === 0);
    await waitFor('the new process runs it', () => engine.active(id).length === 1);
    expectExactlyOnce(engine.ledger(id));
  });

  it('counts every record once, whatever was restarted', async () => {
    engine.end = 200;
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    engine.active(id)[0]?.crash();
    await waitFor('all is read', async () => (await view(id)).live?.totals.in === '200');
    const sums = await world.rows<{ resolution: number; in: string }>(
      'select resolution, sum(records_in)::text as in from metric_points group by resolution order by resolution',
    );
    expect(sums).toEqual([
      { resolution: 2, in: '200' },
      { resolution: 60, in: '200' },
      { resolution: 3600, in: '200' },
    ]);
    expect(await view(id)).toMatchObject({ live: { lag: '0' } });
  });

  it('goes on by itself after the database cut every connection', async () => {
    await world.startRunner('runner-1', engine);
    const { id } = await world.deploy(1);
    await untilRunning(id, 1);
    await world.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const position = engine.ledger(id).position;
    await waitFor('commits go on', () => engine.ledger(id).position > position + 30);
    await waitFor(
      'reports go on',
      async () => BigInt((await view(id)).live?.totals.in ?? '0') > BigInt(position),
    );
    await world.control.deployments.stop(world.you, id);
    await waitFor('a command arrives', async () => (await status(id)) === 'stopped');
  });
});
