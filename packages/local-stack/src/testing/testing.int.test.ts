import pg from 'pg';
import { expect, test } from 'vitest';
import { kafkaClient } from '../kafka/topics';
import { createTestDatabase, createTopic, extensionPaths, testKafka } from './index';

test('a test database is migrated and its own', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(one.url).not.toBe(other.url);
  const client = new pg.Client({ connectionString: one.url });
  await client.connect();
  const { rows } = await client.query(
    `select (select count(*)::int from _prisma_migrations) as applied, to_regclass('bullmq.bullmq_schema_version') is not null as queue,
            (select count(*)::int from information_schema.tables where table_schema = 'bullmq') as queue_tables`,
  );
  expect(rows[0].applied).toBeGreaterThan(0);
  expect(rows[0].queue_tables).toBeGreaterThan(0);
  await client.end();
  await Promise.all([one.drop(), other.drop()]);
});

test('what is sent to a test topic comes back from it', async (context) => {
  const kafka = testKafka();
  if ('skip' in kafka) return context.skip(kafka.skip);
  const topic = await createTopic({ partitions: 2 });
  const client = kafkaClient(kafka.brokers);
  const producer = client.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'hello', partition: 1 }] });
  await producer.disconnect();
  const admin = client.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  expect(offsets.find((entry) => entry.partition === 1)?.high).toBe('1');
});

test('the extensions are there and known', (context) => {
  const paths = extensionPaths();
  if ('skip' in paths) return context.skip(String(paths.skip));
  expect(Object.keys(paths)).toEqual(['avro', 'httpfs', 'iceberg']);
});
