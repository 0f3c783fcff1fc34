import { tcpProxy, waitFor } from '@penstock/local-stack/testing';
import { expect, test } from 'vitest';
import { compileTransform } from '../src/transform/compile';
import { useCatalog } from './support/catalog';
import { requireExtensions } from './support/context';
import { createDeployment, takeOver } from './support/leases';
import { orderFiles } from './support/order-files';
import { orders, pipeline, reference } from './support/orders';
import { readTable, runSpec, startRun } from './support/run';

const catalog = useCatalog();

test('message files are read as they grow, compiled SQL and all, and a second run goes on where the first stopped', async (context) => {
  requireExtensions(context);
  const { dir, append } = orderFiles(500);
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
  append(0, orders(500, 800));
  await first.committed(800);
  first.stop();
  expect(await first.ended).toMatchObject({
    kind: 'stopped',
    checkpoint: { offsets: [{ partition: 0, offset: '800' }] },
  });
  append(0, orders(800, 1000));
  const next = await takeOver(catalog.db, holder);
  const second = startRun(runSpec(next, spec.pipeline, connection, catalog.baseUrl), { transform });
  await second.committed(1000);
  second.stop();
  await second.ended;
  expect((await readTable(catalog.baseUrl, next.token, 'from_files')).rows).toEqual(
    reference(orders(0, 1000)),
  );
});

test('a catalog that is away at the start is waited for with its reason, and then the run goes on by itself', async (context) => {
  requireExtensions(context);
  const { dir } = orderFiles(300);
  const holder = await createDeployment(catalog.db);
  const proxy = await tcpProxy({ port: catalog.port });
  proxy.refuse(true);
  const chosen = pipeline({ topic: 'orders', table: 'away' });
  const run = startRun(runSpec(holder, chosen, { kind: 'files', dir }, `http://127.0.0.1:${proxy.port}`));
  const waits = () => run.reports.filter((report) => report.waitingFor?.includes('does not answer')).length;
  await waitFor('it says what it waits for, more than once', () => waits() > 1, { timeoutMs: 90_000 });
  proxy.refuse(false);
  await run.committed(300);
  const known = await waitFor('the snapshot is known', () => run.last()?.snapshotId, { timeoutMs: 90_000 });
  run.stop();
  expect(await run.ended).toMatchObject({ kind: 'stopped', checkpoint: { snapshotId: known } });
  await proxy.close();
});

test('on_error fail stops with the record and commits nothing of its batch', async (context) => {
  requireExtensions(context);
  const { dir, append } = orderFiles(10);
  append(0, ['{"order_id":"x","amount":"abc"}']);
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
  requireExtensions(context);
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
  requireExtensions(context);
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
