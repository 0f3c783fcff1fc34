import { createTopic, extensionPaths, testKafka } from '@penstock/local-stack/testing';
import { expect, test } from 'vitest';
import { useCatalog } from './support/catalog';
import { createDeployment } from './support/leases';
import { order, pipeline, produce, reference } from './support/orders';
import { readTable, runSpec, startRun } from './support/run';

const catalog = useCatalog();

test('rows in the table equal the reference, and totals account for every message', async (context) => {
  const kafka = testKafka();
  const extensions = extensionPaths();
  if ('skip' in kafka) return context.skip(kafka.skip);
  if ('skip' in extensions) return context.skip(extensions.skip);
  const topic = await createTopic({ partitions: 3 });
  const holder = await createDeployment(catalog.db);
  const orders = Array.from({ length: 20_000 }, (_, i) => order(i));
  await produce(
    kafka.brokers,
    topic,
    orders.map((o, i) => ({ partition: i % 3, value: JSON.stringify(o) })),
  );
  await produce(kafka.brokers, topic, [
    { partition: 0, value: null },
    { partition: 1, value: 'not json' },
    { partition: 2, value: '{"order_id":"x","amount":"abc"}' },
  ]);
  const spec = runSpec(
    holder,
    pipeline({ topic, table: 'rows_equal' }),
    { kind: 'kafka', brokers: kafka.brokers },
    catalog.baseUrl,
  );
  const run = startRun(spec);
  await run.committed(20_003);
  run.stop();
  const end = await run.ended;
  expect(end.kind).toBe('stopped');
  const expected = reference(orders);
  const table = await readTable(catalog.baseUrl, holder.token, 'rows_equal');
  expect(table.rows).toEqual(expected);
  expect(run.last()?.totals).toMatchObject({
    in: '20003',
    out: String(expected.length),
    setAside: '2',
    filtered: String(20_001 - expected.length),
  });
  expect(run.setAside.map((r) => [r.partition, r.reason])).toEqual([
    [1, 'the message is not valid JSON'],
    [2, 'not a DOUBLE: amount = "abc"'],
  ]);
  expect(run.last()?.lag).toBe('0');
});
