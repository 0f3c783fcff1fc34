import { deleteRecordsBefore, recreateTopic } from '@penstock/local-stack/testing';
import { expect, test } from 'vitest';
import type { ChosenStart } from '../src/types';
import { useCatalog } from './support/catalog';
import { requireParts, topicWithOrders } from './support/context';
import { deployed } from './support/deployed';
import { type Order, orders, pipeline, reference, sendOrders } from './support/orders';
import { startRun } from './support/run';

const catalog = useCatalog();

const deployment = (brokers: string[], topic: string, table: string) =>
  deployed(catalog, { kind: 'kafka', brokers }, pipeline({ topic, table }));

const sorted = (...lists: Order[][]) => lists.flatMap(reference).sort();

test('a topic that was made again blocks; a start chosen anew goes on after the rows so far, and is applied once', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders: before } = await topicWithOrders(brokers, 100, 2);
  const pipe = await deployment(brokers, topic, 'recreated');
  const seq = (await pipe.read(100)).last()?.seq ?? '';
  await recreateTopic(brokers, topic, 1);
  const after = orders(500, 560);
  await sendOrders(brokers, topic, after);
  await pipe.blockedWith('topic_recreated');
  expect(await pipe.rows()).toEqual(reference(before));

  const again: ChosenStart = { kind: 'earliest', choiceId: 'choice-1' };
  const run = await pipe.read(160, again);
  expect(BigInt(run.last()?.seq ?? '0')).toBeGreaterThan(BigInt(seq));
  expect(await pipe.rows()).toEqual(sorted(before, after));

  const more = orders(600, 610);
  await sendOrders(brokers, topic, more);
  await pipe.read(170, again);
  expect(await pipe.rows()).toEqual(sorted(before, after, more));
});

test.for(['before-commit:1', 'after-commit-before-ack:1'])(
  'a chosen start whose commit is killed at %s is applied once',
  async (crashAt, context) => {
    const brokers = requireParts(context);
    const { topic, orders: before } = await topicWithOrders(brokers, 100, 2);
    const pipe = await deployment(brokers, topic, `chosen_${crashAt.replaceAll(/\W/g, '_')}`);
    await pipe.read(100);
    const again: ChosenStart = { kind: 'earliest', choiceId: 'choice-1' };
    const crashed = await startRun(await pipe.spec(again), { crashAt }).ended;
    expect(crashed).toMatchObject({ kind: 'failed', problem: { code: 'crashed' } });
    await pipe.read(200, again);
    await sendOrders(brokers, topic, orders(100, 110));
    await pipe.read(210, again);
    expect(await pipe.rows()).toEqual(sorted(before, before, orders(100, 110)));
  },
);

test('messages deleted before they were read block; going on from the stored position reads every one that is left', async (context) => {
  const brokers = requireParts(context);
  const { topic } = await topicWithOrders(brokers, 50, 1);
  const pipe = await deployment(brokers, topic, 'out_of_range');
  await pipe.read(50);
  await sendOrders(brokers, topic, orders(50, 100));
  await deleteRecordsBefore(brokers, topic, 0, 80);
  await pipe.blockedWith('offset_out_of_range');
  await pipe.read(70, { kind: 'stored', choiceId: 'choice-1' });
  expect(await pipe.rows()).toEqual(sorted(orders(0, 50), orders(80, 100)));
});

test('a position that the commit log does not know blocks, and can be gone on from by choice', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders: before } = await topicWithOrders(brokers, 60, 2);
  const pipe = await deployment(brokers, topic, 'unknown_position');
  await pipe.read(60);
  // As after Postgres was restored from a backup: the table is ahead of the log.
  await catalog.db.query(
    "UPDATE catalog_commits SET commit_id = 'another' WHERE id = (SELECT max(id) FROM catalog_commits WHERE deployment_id = $1)",
    [pipe.id],
  );
  await sendOrders(brokers, topic, orders(60, 90));
  await pipe.blockedWith('unknown_position');
  await pipe.read(90, { kind: 'stored', choiceId: 'choice-1' });
  expect(await pipe.rows()).toEqual(sorted(before, orders(60, 90)));
});

test('a table that was set back as a whole is gone on with from its own position, nothing lost or twice', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders: before } = await topicWithOrders(brokers, 40, 1);
  const pipe = await deployment(brokers, topic, 'set_back_whole');
  for (const count of [40, 55, 70]) {
    if (count > 40) await sendOrders(brokers, topic, orders(count - 15, count));
    await pipe.read(count);
  }
  await catalog.db.query(
    `UPDATE catalog_tables t SET metadata_location =
       (SELECT c.metadata_location FROM catalog_commits c WHERE c.table_uuid = t.uuid AND c.snapshot_id IS NOT NULL
         ORDER BY c.id LIMIT 1) WHERE name = 'set_back_whole'`,
  );
  await pipe.blockedWith('table_set_back');
  await pipe.read(70, { kind: 'stored', choiceId: 'choice-1' });
  await sendOrders(brokers, topic, orders(70, 80));
  await pipe.read(80, { kind: 'stored', choiceId: 'choice-1' });
  expect(await pipe.rows()).toEqual(sorted(before, orders(40, 80)));
});

test('a table that was set back outside is read into again from a chosen time', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders: before } = await topicWithOrders(brokers, 40, 1);
  const pipe = await deployment(brokers, topic, 'set_back_chosen');
  await pipe.read(40);
  await catalog.db.query("UPDATE catalog_tables SET lineage = lineage + 1 WHERE name = 'set_back_chosen'");
  await pipe.blockedWith('set_back_outside');
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const again: ChosenStart = { kind: 'time', at: later, choiceId: 'choice-1' };
  const run = startRun(await pipe.spec(again));
  await run.committed(40);
  await sendOrders(brokers, topic, orders(40, 55));
  await run.committed(55);
  run.stop();
  await run.ended;
  await pipe.read(55, again);
  expect(await pipe.rows()).toEqual(sorted(before, orders(40, 55)));
});

test('a table that was dropped and made again is begun anew by choice, once', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders: before } = await topicWithOrders(brokers, 40, 1);
  const pipe = await deployment(brokers, topic, 'dropped');
  await pipe.read(40);
  await catalog.db.query("DELETE FROM catalog_tables WHERE name = 'dropped'");
  await pipe.blockedWith('table_replaced');
  const again: ChosenStart = { kind: 'earliest', choiceId: 'choice-1' };
  await pipe.read(40, again);
  await sendOrders(brokers, topic, orders(40, 50));
  await pipe.read(50, again);
  expect(await pipe.rows()).toEqual(sorted(before, orders(40, 50)));
});
