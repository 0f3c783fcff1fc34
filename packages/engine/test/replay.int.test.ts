import { randomUUID } from 'node:crypto';
import { PenstockError } from '@penstock/common';
import { waitFor } from '@penstock/local-stack/testing';
import { describe, expect, test } from 'vitest';
import type { ReplayRecord, RunSpec, SetAside } from '../src/types';
import { useCatalog } from './support/catalog';
import { requireParts, topicWithOrders } from './support/context';
import { createDeployment, takeOver } from './support/leases';
import { order, pipeline, produce, reference } from './support/orders';
import { readTable, runSpec, startRun, type TestRun } from './support/run';

const catalog = useCatalog();

const GOOD = 600;
const mended = { ...order(7000), amount: 32.5 };

/** The set-aside record as the control plane hands it over, its value mended. */
function replayOf(record: SetAside, value: string): ReplayRecord {
  const { topicId, kafkaTopic, partition, offset, key, timestampMs } = record;
  const bytes = new TextEncoder().encode(value);
  return { id: randomUUID(), topicId, kafkaTopic, partition, offset, key, value: bytes, timestampMs };
}

async function landed(spec: RunSpec, commitId: string): Promise<boolean> {
  const found = await catalog.db.query(
    'SELECT 1 FROM catalog_commits WHERE deployment_id = $1 AND commit_id = $2',
    [spec.deploymentId, commitId],
  );
  return found.rows.length > 0;
}

/** A topic with good orders and three records that are set aside. */
async function mixedTopic(brokers: string[]) {
  const { topic, orders } = await topicWithOrders(brokers, GOOD);
  await produce(brokers, topic, [
    { partition: 0, value: 'not json' },
    { partition: 0, value: '{"order_id":"x","amount":"abc"}' },
    { partition: 1, value: '{"order_id":"y","amount":"abc"}' },
  ]);
  return { topic, orders };
}

const sum = (run: TestRun) => {
  const totals = run.last()?.totals;
  return (
    totals && BigInt(totals.out) + BigInt(totals.filtered) + BigInt(totals.setAside) === BigInt(totals.in)
  );
};

test('a replay lands once with offsets unchanged; what fails again is told and keeps nobody waiting', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders } = await mixedTopic(brokers);
  const holder = await createDeployment(catalog.db);
  const spec = runSpec(
    holder,
    pipeline({ topic, table: 'replayed' }),
    { kind: 'kafka', brokers },
    catalog.baseUrl,
  );
  const run = startRun(spec);
  await run.committed(GOOD + 3);
  const [first, second, third] = run.setAside;
  if (!first || !second || !third) throw new Error('three records should have been set aside');
  const good = replayOf(first, JSON.stringify(mended));
  const filtered = replayOf(second, JSON.stringify({ ...mended, amount: 1 }));
  const bad = replayOf(third, '{"order_id":"y","amount":"still not"}');
  run.replay([good, filtered, bad]);
  run.replay([good]);
  expect(run.isReplaying).toBe(true);
  await waitFor('the replay is committed', () => run.last()?.totals.setAside === '1', { timeoutMs: 60_000 });
  await waitFor('the run is through with it', () => !run.isReplaying, { timeoutMs: 60_000 });
  expect(run.replays.failed).toEqual([
    { id: bad.id, reason: 'not a DOUBLE: amount = "still not"', column: 'amount' },
  ]);
  const [named] = run.replays.named;
  expect(named?.ids).toEqual([good.id, filtered.id]);
  expect(await landed(spec, named?.commitId ?? '')).toBe(true);
  expect(run.last()?.totals).toMatchObject({ in: String(GOOD + 3), setAside: '1' });
  expect(sum(run)).toBe(true);
  // Messages that come later are read from where reading stood.
  await produce(brokers, topic, [{ partition: 0, value: JSON.stringify(order(9000)) }]);
  await run.committed(GOOD + 4);
  run.stop();
  expect((await run.ended).kind).toBe('stopped');
  const table = await readTable(catalog.baseUrl, holder.token, 'replayed');
  expect(table.rows).toEqual(reference([...orders, mended, order(9000)]));
  expect(run.replays.named).toHaveLength(1);
});

/** A run that has set three records aside; what naming a replay's commit answers is `answers`, first to last, then yes. */
async function refusing(brokers: string[], table: string, answers: PenstockError[]) {
  const { topic, orders } = await mixedTopic(brokers);
  const holder = await createDeployment(catalog.db);
  const spec = runSpec(holder, pipeline({ topic, table }), { kind: 'kafka', brokers }, catalog.baseUrl);
  const run = startRun(spec, {
    beforeNaming: () => {
      const answer = answers.shift();
      if (answer) throw answer;
    },
  });
  await run.committed(GOOD + 3);
  const [record] = run.setAside;
  if (!record) throw new Error('a record should have been set aside');
  return { run, holder, orders, replay: replayOf(record, JSON.stringify(mended)) };
}

test('a replay that does not wait any more is not committed, and the run goes on to the next', async (context) => {
  const brokers = requireParts(context);
  const gone = new PenstockError('conflict', '1 replays are not asked for any more.');
  const { run, holder, orders, replay } = await refusing(brokers, 'replay_gone', [gone]);
  run.replay([replay]);
  await waitFor('the run is through with it', () => !run.isReplaying, { timeoutMs: 60_000 });
  expect(run.last()?.totals.setAside).toBe('3');
  run.replay([replay]);
  await waitFor('the replay counts', () => run.last()?.totals.setAside === '2', { timeoutMs: 60_000 });
  run.stop();
  expect((await run.ended).kind).toBe('stopped');
  const { rows } = await readTable(catalog.baseUrl, holder.token, 'replay_gone');
  expect(rows).toEqual(reference([...orders, mended]));
});

test('a replay whose commit could not be named for another reason ends the run with it, and nothing is committed', async (context) => {
  const brokers = requireParts(context);
  const broken = new PenstockError('internal', 'the disk is full');
  const { run, holder, orders, replay } = await refusing(brokers, 'replay_broken', [broken]);
  run.replay([replay]);
  expect(await run.ended).toMatchObject({
    kind: 'failed',
    problem: { message: expect.stringContaining('the disk is full'), retryable: true },
  });
  const { rows } = await readTable(catalog.baseUrl, holder.token, 'replay_broken');
  expect(rows).toEqual(reference(orders));
});

describe('kill -9 while a replay is committed', () => {
  // Commits before it: the start position and, in one or more batches, the messages. The replay is the first with rows of its own.
  test.for(['before-commit', 'after-commit-before-ack'])(
    'at %s: the next run is given what did not land, and every row is there once',
    async (step, context) => {
      const brokers = requireParts(context);
      const { topic, orders } = await mixedTopic(brokers);
      const holder = await createDeployment(catalog.db);
      const table = `replay_${step.replaceAll('-', '_')}`;
      const connection = { kind: 'kafka', brokers } as const;
      const spec = runSpec(holder, pipeline({ topic, table }), connection, catalog.baseUrl);
      const reading = startRun(spec);
      await reading.committed(GOOD + 3);
      reading.stop();
      await reading.ended;
      const broken = reading.setAside[0];
      if (!broken) throw new Error('a record should have been set aside');
      const replay = replayOf(broken, JSON.stringify(mended));

      const second = await takeOver(catalog.db, holder);
      const crashing = startRun(runSpec(second, spec.pipeline, connection, catalog.baseUrl), {
        crashAt: `${step}:1`,
      });
      crashing.replay([replay]);
      expect(await crashing.ended).toMatchObject({ kind: 'failed', problem: { code: 'crashed' } });
      const [named] = crashing.replays.named;
      const done = await landed(spec, named?.commitId ?? '');
      expect(done).toBe(step === 'after-commit-before-ack');

      const third = await takeOver(catalog.db, second);
      const run = startRun(runSpec(third, spec.pipeline, connection, catalog.baseUrl));
      if (!done) run.replay([replay]);
      await waitFor('the replay counts', () => run.last()?.totals.setAside === '2', { timeoutMs: 60_000 });
      run.stop();
      expect((await run.ended).kind).toBe('stopped');
      expect((await readTable(catalog.baseUrl, third.token, table)).rows).toEqual(
        reference([...orders, mended]),
      );
      expect(sum(run)).toBe(true);
    },
  );
});
