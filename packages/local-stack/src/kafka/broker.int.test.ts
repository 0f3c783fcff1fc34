import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { identityOf } from '../before-install/process-identity.mjs';
import { cacheDir } from '../cache/cache-dir';
import { kafkaSink } from '../generator/kafka-sink';
import { exampleTopics, messageSource } from '../generator/messages';
import { ExampleProducer } from '../generator/producer';
import { signal } from '../process/stop-process';
import { guardProcess, readTopic, tempDir } from '../testing';
import { brokerJars, planKafka } from './discover';
import { brokerPorts, type RunningBroker, startBroker } from './start';
import { ensureTopics, kafkaClient } from './topics';

const running: RunningBroker[] = [];
afterEach(async () => {
  for (const broker of running.splice(0)) await broker.stop();
});

async function start(dir: string) {
  const plan = await planKafka(cacheDir(), { ...process.env, KAFKA_BROKERS: '' });
  if (plan.kind !== 'own') return undefined;
  const notices: string[] = [];
  const notice = (message: string) => notices.push(message);
  const jars = await brokerJars(plan.jars, cacheDir());
  const ports = await brokerPorts(dir, notice);
  const broker = await startBroker({
    dir,
    logFile: join(dir, 'kafka.log'),
    java: plan.java,
    jars,
    ports,
    notice,
    onSpawn: guardProcess,
  });
  running.push(broker);
  return { broker, notices, ports };
}

async function highWaterMarks(brokers: string[], topic: string): Promise<Map<number, bigint>> {
  const admin = kafkaClient(brokers).admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  } finally {
    await admin.disconnect();
  }
}

test('a broker left over from a killed start is stopped; messages and address stay', async (context) => {
  const dir = tempDir('kafka');
  const first = await start(dir);
  if (!first) return context.skip('Java 17 and Maven are needed for a broker');
  await ensureTopics(first.broker.brokers, [{ topic: 'kept', partitions: 1 }]);
  const producer = kafkaClient(first.broker.brokers).producer();
  await producer.connect();
  await producer.send({ topic: 'kept', acks: -1, messages: [{ value: 'one' }, { value: 'two' }] });
  await producer.disconnect();
  const again = await start(dir);
  expect(again?.notices.join()).toMatch(/left over from an earlier start/);
  expect(identityOf(first.broker.pid)).toBeUndefined();
  expect(again?.broker.brokers).toEqual(first.broker.brokers);
  expect(await highWaterMarks(first.broker.brokers, 'kept')).toEqual(new Map([[0, 2n]]));
});

test('a broker killed with kill -9 while its port is taken comes back elsewhere and says so', async (context) => {
  const dir = tempDir('kafka');
  const first = await start(dir);
  if (!first) return context.skip('Java 17 and Maven are needed for a broker');
  signal(first.broker.pid, 'SIGKILL', false);
  await first.broker.exited;
  const other = createServer().listen(first.ports.port, '127.0.0.1');
  await once(other, 'listening');
  try {
    const again = await start(dir);
    expect(again?.ports.port).not.toBe(first.ports.port);
    expect(again?.notices.join()).toMatch(/is used by another program/);
  } finally {
    other.close();
  }
});

test('generated messages stand in their partition in the order in which they were made', async (context) => {
  const started = await start(tempDir('kafka'));
  if (!started) return context.skip('Java 17 and Maven are needed for a broker');
  const { brokers } = started.broker;
  await ensureTopics(
    brokers,
    exampleTopics.map((topic) => ({ topic, partitions: 3 })),
  );
  const sink = kafkaSink(brokers);
  const producer = new ExampleProducer(messageSource(3), sink);
  const now = Date.now();
  await producer.begin(now, 30);
  for (let tick = 1; tick <= 20; tick += 1) await producer.tick(now + tick * 500);
  await sink.close();
  const below = await highWaterMarks(brokers, 'order-events');
  expect(below.size).toBe(3);
  const records = await readTopic(brokers, 'order-events', below);
  expect(records).toHaveLength(30 * 30 + 10 * 30);
  for (const partition of below.keys()) {
    const times = records.filter((one) => one.partition === partition).map(({ timestampMs }) => timestampMs);
    expect(times.length).toBeGreaterThan(0);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  }
});
