import { spawnSync } from 'node:child_process';
import { waitFor } from '@penstock/local-stack/testing';
import { describe, expect, test } from 'vitest';
import { useCatalog } from './support/catalog';
import { requireParts, topicWithOrders } from './support/context';
import { createDeployment, takeOver } from './support/leases';
import { pipeline, reference } from './support/orders';
import { readTable, runSpec, startRun } from './support/run';
import { swallowingProxy } from './support/swallowing-proxy';

const catalog = useCatalog();

const MESSAGES = 3000;
/** The first commit of a run is its start position: `:2` is the first one with rows. */
describe('kill -9 of the child', () => {
  const points = [
    'after-commit-before-ack:1',
    'after-read',
    'after-transform',
    'after-stage',
    'before-commit:2',
    'after-commit-before-ack:2',
  ];
  test.for(points)('at %s, then resumed: every row once', async (crashAt, context) => {
    const brokers = requireParts(context);
    const { topic, orders } = await topicWithOrders(brokers, MESSAGES);
    const holder = await createDeployment(catalog.db);
    const table = `crash_${crashAt.replaceAll(/\W/g, '_')}`;
    const connection = { kind: 'kafka', brokers } as const;
    const spec = runSpec(holder, pipeline({ topic, table }), connection, catalog.baseUrl);
    const crashed = await startRun(spec, { crashAt }).ended;
    expect(crashed).toMatchObject({ kind: 'failed', problem: { code: 'crashed', retryable: true } });
    const next = await takeOver(catalog.db, holder);
    const run = startRun(runSpec(next, spec.pipeline, connection, catalog.baseUrl));
    await run.committed(MESSAGES);
    run.stop();
    expect((await run.ended).kind).toBe('stopped');
    expect((await readTable(catalog.baseUrl, next.token, table)).rows).toEqual(reference(orders));
    expect(BigInt(run.last()?.totals.out ?? '0')).toBe(BigInt(reference(orders).length));
  });
});

test('a zombie that wakes after a take-over is fenced and adds nothing', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders } = await topicWithOrders(brokers, MESSAGES);
  const holder = await createDeployment(catalog.db);
  const connection = { kind: 'kafka', brokers } as const;
  const spec = runSpec(holder, pipeline({ topic, table: 'zombie' }), connection, catalog.baseUrl);
  // It pauses itself with rows in its hands, one step before it would commit them; nobody may take it for hung.
  const zombie = startRun(spec, { crashAt: 'before-commit:2:SIGSTOP', silentMs: 600_000 });
  await waitFor('the zombie has paused itself', () => isPaused(zombie.pid ?? 0), { timeoutMs: 90_000 });
  const next = await takeOver(catalog.db, holder);
  const heir = startRun(runSpec(next, spec.pipeline, connection, catalog.baseUrl));
  await heir.committed(MESSAGES);
  process.kill(zombie.pid ?? 0, 'SIGCONT');
  expect((await zombie.ended).kind).toBe('fenced');
  heir.stop();
  await heir.ended;
  expect((await readTable(catalog.baseUrl, next.token, 'zombie')).rows).toEqual(reference(orders));
});

/** By ps, which Linux and macOS have alike: state T. */
function isPaused(pid: number): boolean {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.startsWith('T');
}

test('a commit whose reply is lost lands once, as one snapshot that can be read', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders } = await topicWithOrders(brokers, MESSAGES);
  const holder = await createDeployment(catalog.db);
  const proxy = await swallowingProxy(catalog.port, '/v1/transactions/commit', 1);
  const chosen = pipeline({ topic, table: 'lost_reply', intervalMs: 3_600_000, batchSize: MESSAGES });
  const run = startRun(runSpec(holder, chosen, { kind: 'kafka', brokers }, `http://127.0.0.1:${proxy.port}`));
  await run.committed(MESSAGES);
  run.stop();
  expect((await run.ended).kind).toBe('stopped');
  expect(proxy.swallowed()).toBe(1);
  await proxy.close();
  // Also shows that the failed COMMIT deleted no files: every row of the snapshot is read from them.
  const table = await readTable(catalog.baseUrl, holder.token, 'lost_reply');
  expect(table.rows).toEqual(reference(orders));
  expect(table.snapshots).toBe(1);
});
