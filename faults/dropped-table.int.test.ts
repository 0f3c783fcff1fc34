import { createTopic, waitFor } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommittedReader } from './harness/committed-reader';
import { deployFromStart, deployOrders, firstRows } from './harness/deploy-orders';
import { expectedOrders, OrderLoad } from './harness/orders';
import { type FaultStack, startFaultStack } from './harness/stack';

let stack: FaultStack | { skip: string };

beforeAll(async () => {
  stack = await startFaultStack();
});

afterAll(async () => {
  if (stack && !('skip' in stack)) await stack.close();
});

test('a table that vanished between two runs blocks and is not made anew, until a person chooses where to begin', async ({
  skip,
}) => {
  if ('skip' in stack) return skip(stack.skip);
  const running = stack;
  const { control, actor } = running;
  const topic = await createTopic({ prefix: 'orders', partitions: 2 });
  const table = 'orders_vanishing';
  const load = new OrderLoad(running.brokers, topic, 2, 3);
  const reader = new CommittedReader(running.databaseUrl, table, running.extensions);
  await load.connect();
  try {
    await load.send(500);
    const id = await deployOrders(running, topic, table);
    await waitFor('the first committed rows', () => firstRows(running, id, reader), { timeoutMs: 60_000 });
    await control.deployments.stop(actor, id);
    await untilStatus(running, id, 'stopped');
    await forgetTable(running.databaseUrl, table);
    await control.deployments.start(actor, id);
    await untilStatus(running, id, 'blocked');
    const { problem } = await control.deployments.get(id);
    expect(problem).toMatchObject({ code: 'blocked:table_replaced' });
    expect(await reader.count()).toBe(0n);

    const { pipelineId, environmentId } = await placeOf(running, id);
    await deployFromStart(running, { pipelineId, environmentId, versionNumber: 1 });
    const expected = expectedOrders(load.acked);
    await waitFor('every row again', async () => (await reader.count()) >= BigInt(expected.rows.length), {
      timeoutMs: 60_000,
      intervalMs: 250,
    });
    expect(await reader.rows()).toEqual(expected.rows);
    await control.deployments.stop(actor, id);
  } finally {
    await load.close();
    await reader.close();
  }
});

async function untilStatus({ control }: FaultStack, id: string, status: string): Promise<void> {
  await waitFor(
    `the deployment is ${status}`,
    async () => (await control.deployments.get(id)).observed.status === status,
    { timeoutMs: 60_000 },
  );
}

/** The catalog's API refuses to drop a table that holds a position, so this is somebody's hand in the database. */
async function forgetTable(databaseUrl: string, table: string): Promise<void> {
  await query(databaseUrl, 'delete from catalog_tables where name = $1', [table]);
}

async function placeOf({ databaseUrl }: FaultStack, id: string) {
  const sql =
    'select pipeline_id as "pipelineId", environment_id as "environmentId" from deployments where id = $1';
  const [row] = await query<{ pipelineId: string; environmentId: string }>(databaseUrl, sql, [id]);
  if (!row) throw new Error('the deployment is gone');
  return row;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
