import { addPartitions, createTopic, joinGroup, setGroupOffset } from '@penstock/local-stack/testing';
import { Kafka, logLevel } from 'kafkajs';
import { expect, test } from 'vitest';
import { startChoices } from '../src/messages/start-choices';
import { useCatalog } from './support/catalog';
import { requireParts, topicWithOrders } from './support/context';
import { deployed } from './support/deployed';
import { orders, pipeline, produce, reference, sendOrders } from './support/orders';

const catalog = useCatalog();

const deployment = (brokers: string[], topic: string, table: string) =>
  deployed(catalog, { kind: 'kafka', brokers }, pipeline({ topic, table }));

test('a partition added later is read from its beginning, though the pipeline began with new messages only', async (context) => {
  const brokers = requireParts(context);
  const { topic } = await topicWithOrders(brokers, 50, 1);
  const pipe = await deployment(brokers, topic, 'new_partition');
  const latest = { kind: 'latest' } as const;
  await pipe.read(0, latest);
  await addPartitions(brokers, topic, 2);
  await sendOrders(brokers, topic, orders(100, 140), 1);
  await pipe.read(40, latest);
  expect(await pipe.rows()).toEqual(reference(orders(100, 140)));
});

test('a group without members lends its position; while it has members it is refused, because it would move', async (context) => {
  const brokers = requireParts(context);
  const topic = await createTopic({ partitions: 2 });
  await sendOrders(brokers, topic, orders(0, 30), 0);
  await sendOrders(brokers, topic, orders(30, 50), 1);
  const groupId = `group-${topic}`;
  const start = { kind: 'group', groupId } as const;
  const pipe = await deployment(brokers, topic, 'by_group');
  const counted = async () =>
    (await startChoices({ kind: 'kafka', brokers }, topic, { groupId, at: null })).choices.find(
      ({ kind }) => kind === 'group',
    );
  await pipe.blockedWith('no_group_position', start);
  expect(await counted()).toMatchObject({
    messages: null,
    unavailable: expect.stringMatching(/has no position/),
  });

  const member = await joinGroup(brokers, groupId, topic);
  await pipe.blockedWith('group_has_members', start);
  expect(await counted()).toMatchObject({
    messages: null,
    unavailable: expect.stringMatching(/still has members/),
  });
  await member.leave();

  await setGroupOffset(brokers, groupId, topic, [12, 20]);
  expect(await counted()).toMatchObject({ messages: '18', unavailable: null });
  await pipe.read(18, start);
  expect(await pipe.rows()).toEqual(reference(orders(12, 30)));
});

test('from a time reads the messages since then, as many as the choice said', async (context) => {
  const brokers = requireParts(context);
  const topic = await createTopic({ partitions: 2, config: { 'retention.ms': '-1' } });
  const noon = Date.UTC(2024, 10, 20, 12);
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  // One order a minute, the even ones in partition 0.
  const messages = orders(0, 60).map((one, i) => ({
    partition: i % 2,
    value: JSON.stringify(one),
    timestamp: String(noon + i * 60_000),
  }));
  await producer.send({ topic, messages });
  await producer.disconnect();
  const at = new Date(noon + 44 * 60_000 + 30_000).toISOString();
  const { choices } = await startChoices({ kind: 'kafka', brokers }, topic, { groupId: null, at });
  expect(choices.map(({ kind, messages: count }) => [kind, count])).toEqual([
    ['earliest', '60'],
    ['latest', '0'],
    ['time', '15'],
  ]);
  const pipe = await deployment(brokers, topic, 'by_time');
  await pipe.read(15, { kind: 'time', at });
  expect(await pipe.rows()).toEqual(reference(orders(45, 60)));
});

test('beside a stored position each choice says what is read twice and what is left out', async (context) => {
  const brokers = requireParts(context);
  const { topic } = await topicWithOrders(brokers, 100, 2);
  const { topicId } = await startChoices({ kind: 'kafka', brokers }, topic, { groupId: null, at: null });
  const stored = [
    { topicId, partition: 0, offset: '10' },
    { topicId, partition: 1, offset: '50' },
  ];
  const { choices } = await startChoices({ kind: 'kafka', brokers }, topic, {
    groupId: null,
    at: null,
    stored,
  });
  expect(choices).toMatchObject([
    { kind: 'stored', messages: '40', repeats: '0', skips: '0' },
    { kind: 'earliest', messages: '100', repeats: '60', skips: '0' },
    { kind: 'latest', messages: '0', repeats: '0', skips: '40' },
  ]);
  const ofAnother = stored.map((p) => ({ ...p, topicId: 'another' }));
  const none = await startChoices({ kind: 'kafka', brokers }, topic, {
    groupId: null,
    at: null,
    stored: ofAnother,
  });
  expect(none.choices).toMatchObject([{ kind: 'earliest', repeats: null }, { kind: 'latest' }]);
});

test('on_error skip leaves unreadable messages out and counts them: in = out + filtered + set aside', async (context) => {
  const brokers = requireParts(context);
  const { topic, orders: good } = await topicWithOrders(brokers, 40, 1);
  await produce(brokers, topic, [
    { partition: 0, value: 'not json' },
    { partition: 0, value: '{"order_id":"x","amount":"abc"}' },
  ]);
  await sendOrders(brokers, topic, orders(40, 50), 0);
  const pipe = await deployed(
    catalog,
    { kind: 'kafka', brokers },
    pipeline({ topic, table: 'skipped', onError: 'skip' }),
  );
  const run = await pipe.read(52);
  const rows = reference([...good, ...orders(40, 50)]);
  expect(await pipe.rows()).toEqual(rows);
  const totals = run.last()?.totals;
  expect(totals).toMatchObject({
    in: '52',
    out: String(rows.length),
    setAside: '2',
    filtered: String(50 - rows.length),
  });
  expect(run.setAside).toEqual([]);
});
