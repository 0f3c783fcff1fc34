import { setTimeout as delay } from 'node:timers/promises';
import { createTopic, waitFor } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childrenOf } from './harness/children-of';
import { CommittedReader } from './harness/committed-reader';
import { deployOrders, firstRows } from './harness/deploy-orders';
import { expectedOrders, OrderLoad } from './harness/orders';
import { seededRandom } from './harness/random';
import { type FaultStack, startFaultStack } from './harness/stack';

const seed = Number(process.env.PENSTOCK_FAULT_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
let stack: FaultStack | { skip: string };

beforeAll(async () => {
  console.log(`fault seed ${seed}`);
  stack = await startFaultStack();
});

afterAll(async () => {
  if (stack && !('skip' in stack)) await stack.close();
});

type Victim = (stack: FaultStack) => Promise<void>;

const victims: Record<string, Victim> = {
  child: async ({ runner }) => {
    for (const pid of childrenOf(runner.pid)) process.kill(pid, 'SIGKILL');
  },
  runner: ({ runner }) => runner.kill(),
  server: ({ server }) => server.kill(),
  'queue emptied': async ({ databaseUrl }) => emptyQueue(databaseUrl),
};

describe('killed in mid-commit under load, the pipeline goes on by itself and rows equal the reference', () => {
  test.for(Object.keys(victims))('%s', { timeout: 240_000 }, async (name, { skip }) => {
    if ('skip' in stack) return skip(stack.skip);
    const running = stack;
    const strike = victims[name];
    if (!strike) throw new Error(`no fault named ${name}`);
    const topic = await createTopic({ prefix: 'orders', partitions: 4 });
    const table = `orders_${name.replace(/\W/g, '_')}_${seed}`;
    const load = new OrderLoad(running.brokers, topic, 4, seed);
    const reader = new CommittedReader(running.databaseUrl, table, running.extensions);
    await load.connect();
    try {
      await load.send(2_000);
      const deploymentId = await deployOrders(running, topic, table);
      await waitFor('the first committed rows', () => firstRows(running, deploymentId, reader), {
        timeoutMs: 60_000,
      });
      await loadWhileStriking(running, load, reader, strike);
      const expected = expectedOrders(load.acked);
      await waitFor(
        `${expected.rows.length} committed rows in ${table} (logs in ${running.logDir})`,
        async () => (await reader.count()) >= BigInt(expected.rows.length),
        { timeoutMs: 90_000, intervalMs: 250 },
      );
      expect(await reader.rows()).toEqual(expected.rows);
      await expectAccounting(running, deploymentId, expected, load.acked.length);
      await running.control.deployments.stop(running.actor, deploymentId);
    } finally {
      await load.close();
      await reader.close();
    }
  });
});

/** Five strikes at random moments while messages keep coming; a committed count never goes back (invariant I3). */
async function loadWhileStriking(
  running: FaultStack,
  load: OrderLoad,
  reader: CommittedReader,
  strike: Victim,
): Promise<void> {
  let last = 0n;
  for (let round = 0; round < 5; round += 1) {
    await load.send(3_000);
    await delay(200 + Math.floor(random() * 1_200));
    await strike(running);
    const count = await reader.count();
    expect(count).toBeGreaterThanOrEqual(last);
    last = count;
  }
  await load.send(1_000);
}

/** in = out + filtered + set aside, from the committed totals. */
async function expectAccounting(
  running: FaultStack,
  deploymentId: string,
  expected: ReturnType<typeof expectedOrders>,
  sent: number,
): Promise<void> {
  const totals = await waitFor('totals of all messages', async () => {
    const view = await running.control.deployments.get(deploymentId);
    return view.live?.totals.in === String(sent) ? view.live.totals : null;
  });
  expect(totals).toMatchObject({
    in: String(sent),
    out: String(expected.rows.length),
    filtered: String(expected.filtered),
    setAside: String(expected.setAside),
  });
  const { total } = await running.control.deployments.setAside(deploymentId, { limit: 1 });
  expect(total).toBe(expected.setAside);
}

async function emptyQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'",
    );
    for (const { name } of rows) await client.query(`delete from ${name}`);
  } finally {
    await client.end();
  }
}
