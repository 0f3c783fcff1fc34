import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@penstock/local-stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileTransform } from '../src/transform/compile';
import { startCatalog, type TestCatalog } from './support/catalog';
import { requireParts } from './support/context';
import { createDeployment, takeOver } from './support/leases';
import { order, pipeline, reference } from './support/orders';
import { buildChild, readTable, runSpec, startRun } from './support/run';

let catalog: TestCatalog;

beforeAll(async () => {
  await buildChild();
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

/** Message files with numbered orders in one partition. */
function orderFiles(count: number): {
  dir: string;
  path: string;
  lines: (from: number, to: number) => string;
} {
  const dir = tempDir('files');
  mkdirSync(join(dir, 'orders'));
  const path = join(dir, 'orders', '0.jsonl');
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `${JSON.stringify(order(from + i))}\n`).join('');
  writeFileSync(path, lines(0, count));
  return { dir, path, lines };
}

test('message files are read as they grow, compiled SQL and all, and a second run goes on where the first stopped', async (context) => {
  requireParts(context);
  const { dir, path, lines } = orderFiles(500);
  const holder = await createDeployment(catalog.db);
  const connection = { kind: 'files', dir } as const;
  const spec = runSpec(
    holder,
    pipeline({ topic: 'orders', table: 'from_files' }),
    connection,
    catalog.baseUrl,
  );
  const transform = compileTransform(spec.pipeline, spec);
  const first = startRun(spec, { transform });
  await first.committed(500);
  appendFileSync(path, lines(500, 800));
  await first.committed(800);
  first.stop();
  expect(await first.ended).toMatchObject({
    kind: 'stopped',
    checkpoint: { offsets: [{ partition: 0, offset: '800' }] },
  });
  appendFileSync(path, lines(800, 1000));
  const next = await takeOver(catalog.db, holder);
  const second = startRun(runSpec(next, spec.pipeline, connection, catalog.baseUrl), { transform });
  await second.committed(1000);
  second.stop();
  await second.ended;
  const orders = Array.from({ length: 1000 }, (_, i) => order(i));
  expect((await readTable(catalog.baseUrl, next.token, 'from_files')).rows).toEqual(reference(orders));
});

test('on_error fail stops with the record and commits nothing of its batch', async (context) => {
  requireParts(context);
  const { dir, path } = orderFiles(10);
  appendFileSync(path, '{"order_id":"x","amount":"abc"}\n');
  const holder = await createDeployment(catalog.db);
  const spec = runSpec(
    holder,
    pipeline({ topic: 'orders', table: 'fails', onError: 'fail' }),
    { kind: 'files', dir },
    catalog.baseUrl,
  );
  const end = await startRun(spec).ended;
  expect(end).toMatchObject({
    kind: 'failed',
    problem: {
      retryable: false,
      record: { partition: 0, offset: '10', excerpt: '{"order_id":"x","amount":"abc"}' },
      message: expect.stringContaining('not a DOUBLE: amount = "abc"'),
    },
  });
  expect((await readTable(catalog.baseUrl, holder.token, 'fails')).rows).toEqual([]);
});

test('a first start is blocked when another deployment reads the same topic into the table', async (context) => {
  requireParts(context);
  const { dir } = orderFiles(10);
  const [one, other] = [await createDeployment(catalog.db), await createDeployment(catalog.db)];
  const shared = pipeline({ topic: 'orders', table: 'shared' });
  const run = startRun(runSpec(one, shared, { kind: 'files', dir }, catalog.baseUrl));
  await run.committed(10);
  run.stop();
  await run.ended;
  const end = await startRun(runSpec(other, shared, { kind: 'files', dir }, catalog.baseUrl)).ended;
  expect(end).toMatchObject({
    kind: 'failed',
    problem: { code: 'blocked:position_of_other_deployment', retryable: false },
  });
});

test('a table that was made again blocks and never means a first deploy', async (context) => {
  requireParts(context);
  const { dir } = orderFiles(10);
  const holder = await createDeployment(catalog.db);
  const lastCommit = { tableUuid: '00000000-0000-4000-8000-000000000000', seq: '7' };
  const spec = runSpec(
    holder,
    pipeline({ topic: 'orders', table: 'made_again' }),
    { kind: 'files', dir },
    catalog.baseUrl,
    { lastCommit },
  );
  expect(await startRun(spec).ended).toMatchObject({
    kind: 'failed',
    problem: { code: 'blocked:table_replaced' },
  });
});
