import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cacheDir, planKafka } from '@penstock/local-stack';
import { createTopic } from '@penstock/local-stack/testing';
import { expect, type TestContext, test } from 'vitest';
import { KafkaSource } from '../src/embedded/source/kafka/kafka-source';
import { RecordBlock } from '../src/records/record-block';
import { requireParts } from './support/context';
import { order } from './support/orders';

const MESSAGES = 3000;
const lines = Array.from({ length: MESSAGES }, (_, i) => JSON.stringify(order(i)));

/** Kafka's own producer writes what no imitation of it would: its framing, its block sizes, its checksums. */
async function javaProducer(context: TestContext) {
  const plan = await planKafka(cacheDir(), { ...process.env, KAFKA_BROKERS: '' });
  if (plan.kind !== 'own' || typeof plan.jars !== 'string')
    return context.skip('Kafka’s own producer is not here: its jars were not fetched.');
  const { java, jars } = plan;
  return (brokers: string[], topic: string, codec: string): Promise<void> => {
    const options = ['--bootstrap-server', brokers.join(','), '--topic', topic, '--compression-codec', codec];
    const settings = ['--producer-property', 'linger.ms=200', '--producer-property', 'batch.size=200000'];
    const child = spawn(
      java,
      ['-Xmx256m', '-cp', join(jars, '*'), 'org.apache.kafka.tools.ConsoleProducer', ...options, ...settings],
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-2000);
    });
    child.stdin.end(`${lines.join('\n')}\n`);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(said))));
    });
  };
}

/** Every value of partition 0. */
async function readAll(brokers: string[], topic: string): Promise<string[]> {
  const source = new KafkaSource({ kind: 'kafka', brokers }, topic, null);
  const { topicId } = await source.describe();
  const block = new RecordBlock();
  const next = new Map([[0, 0n]]);
  for (let empty = 0; block.count < MESSAGES && empty < 50; ) {
    const fetched = await source.fetch({ topicId, next }, { maxBytes: 16 << 20, maxWaitMs: 250 });
    const { moved } = fetched.appendTo(block);
    if (moved.size === 0) empty += 1;
    for (const [partition, offset] of moved) next.set(partition, offset);
  }
  await source.close();
  return Array.from({ length: block.count }, (_, i) => Buffer.from(block.value(i) ?? []).toString());
}

test.for(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
  'messages that Kafka’s own producer compressed with %s are read as they were written',
  async (codec, context) => {
    const brokers = requireParts(context);
    const produce = await javaProducer(context);
    const topic = await createTopic({ partitions: 1 });
    await produce(brokers, topic, codec);
    expect(await readAll(brokers, topic)).toEqual(lines);
  },
);
