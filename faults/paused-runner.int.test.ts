import { setTimeout as delay } from 'node:timers/promises';
import { createTopic, waitFor } from '@penstock/local-stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenOf } from './harness/children-of';
import { CommittedReader } from './harness/committed-reader';
import { deployOrders, firstRows } from './harness/deploy-orders';
import { expectedOrders, OrderLoad } from './harness/orders';
import { type FaultStack, startFaultStack } from './harness/stack';

/** Longer than a lease, so that it has expired with nobody there to take it. */
const pausedMs = 20_000;
let stack: FaultStack | { skip: string };

beforeAll(async () => {
  stack = await startFaultStack();
});

afterAll(async () => {
  if (stack && !('skip' in stack)) await stack.close();
});

type Paused = (runnerPid: number) => number[];
const paused: Record<string, Paused> = {
  'the runner': (pid) => [pid],
  'the runner and its pipeline': (pid) => [pid, ...childrenOf(pid)],
};

test.for(Object.keys(paused))(
  '%s paused for longer than its lease: the pipeline goes on by itself under a new epoch, each row once',
  { timeout: 240_000 },
  async (name, { skip }) => {
    if ('skip' in stack) return skip(stack.skip);
    const running = stack;
    const { control, actor, runner } = running;
    const topic = await createTopic({ prefix: 'orders', partitions: 2 });
    const table = `orders_paused_${name.replace(/\W/g, '_')}`;
    const load = new OrderLoad(running.brokers, topic, 2, 7);
    const reader = new CommittedReader(running.databaseUrl, table, running.extensions);
    await load.connect();
    try {
      await load.send(1_000);
      const deploymentId = await deployOrders(running, topic, table);
      await waitFor('the first committed rows', () => firstRows(running, deploymentId, reader), {
        timeoutMs: 60_000,
      });
      const before = BigInt((await control.deployments.get(deploymentId)).observed.epoch ?? '0');
      const starts = runner.starts;
      await withPaused(paused[name]?.(runner.pid) ?? [], async () => {
        await load.send(1_000);
        await delay(pausedMs);
        await load.send(1_000);
      });
      const expected = expectedOrders(load.acked);
      await waitFor(
        `${expected.rows.length} committed rows (logs in ${running.logDir})`,
        async () => (await reader.count()) >= BigInt(expected.rows.length),
        { timeoutMs: 60_000, intervalMs: 250 },
      );
      expect(await reader.rows()).toEqual(expected.rows);
      const { observed } = await control.deployments.get(deploymentId);
      expect(BigInt(observed.epoch ?? '0')).toBeGreaterThan(before);
      expect(runner.starts).toBe(starts);
      await control.deployments.stop(actor, deploymentId);
    } finally {
      await load.close();
      await reader.close();
    }
  },
);

/** SIGSTOP for as long as `work` takes; a test that fails meanwhile leaves nothing paused. */
async function withPaused(pids: readonly number[], work: () => Promise<void>): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
}
