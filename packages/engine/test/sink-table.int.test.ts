import { DuckDBInstance } from '@duckdb/node-api';
import type { ResolvedPipeline } from '@penstock/config-schema';
import { extensionPaths } from '@penstock/local-stack/testing';
import { expect, test } from 'vitest';
import { compileTransform } from '../src/transform/compile';
import type { RunSpec } from '../src/types';
import { useCatalog } from './support/catalog';
import { requireParts } from './support/context';
import { createDeployment, takeOver } from './support/leases';
import { orderFiles } from './support/order-files';
import { orders, paidColumns, pipeline, reference } from './support/orders';
import { readTable, runSpec, startRun } from './support/run';

const catalog = useCatalog();

async function runUntil(spec: RunSpec, messages: number): Promise<void> {
  const run = startRun(spec, { transform: compileTransform(spec.pipeline, spec) });
  await run.committed(messages);
  run.stop();
  expect((await run.ended).kind).toBe('stopped');
}

test('a table that was set back outside blocks the next run, because reading on would leave a gap', async (context) => {
  requireParts(context);
  const { dir } = orderFiles(50);
  const connection = { kind: 'files', dir } as const;
  const holder = await createDeployment(catalog.db);
  const chosen = pipeline({ topic: 'orders', table: 'set_back' });
  await runUntil(runSpec(holder, chosen, connection, catalog.baseUrl), 50);
  // What the catalog writes when main moves to a snapshot that does not descend from the present one.
  await catalog.db.query("UPDATE catalog_tables SET lineage = lineage + 1 WHERE name = 'set_back'");
  const next = await takeOver(catalog.db, holder);
  expect(await startRun(runSpec(next, chosen, connection, catalog.baseUrl)).ended).toMatchObject({
    kind: 'failed',
    problem: { code: 'blocked:set_back_outside', retryable: false },
  });
});

test('a partitioned table takes rows of every partition, and a later version adds a column that old rows have as NULL', async (context) => {
  requireParts(context);
  const { dir, append } = orderFiles(200);
  const connection = { kind: 'files', dir } as const;
  const holder = await createDeployment(catalog.db);
  const table = 'partitioned';
  const base = pipeline({ topic: 'orders', table });
  const partitionBy = [
    { text: 'day(created_at)', column: 'created_at', transform: 'day', parameter: null } as const,
  ];
  const first: ResolvedPipeline = { ...base, sink: { ...base.sink, partitionBy } };
  await runUntil(runSpec(holder, first, connection, catalog.baseUrl), 200);
  expect((await readTable(catalog.baseUrl, holder.token, table)).rows).toEqual(reference(orders(0, 200)));

  append(0, orders(200, 300));
  const next = await takeOver(catalog.db, holder);
  await runUntil(runSpec(next, withCurrency(first), connection, catalog.baseUrl), 300);
  expect((await readTable(catalog.baseUrl, next.token, table)).rows).toEqual(reference(orders(0, 300)));
  const paid = (list: ReturnType<typeof orders>) => String(list.filter((one) => one.amount > 10).length);
  expect(await countByCurrency(next.token, table)).toEqual({
    none: paid(orders(0, 200)),
    some: paid(orders(200, 300)),
  });
});

function withCurrency(before: ResolvedPipeline): ResolvedPipeline {
  const text = { kind: 'VARCHAR', length: 2147483647, nullable: true } as const;
  const sql =
    'SELECT order_id, user_id, amount * 2 AS amount_eur, created_at, currency\nFROM {source_table}\nWHERE amount > 10';
  const { transformer, sink } = before;
  if (transformer === null) throw new Error('the pipeline has no transformer');
  return {
    ...before,
    transformer: { ...transformer, sql, sqlRange: { start: 0, end: sql.length } },
    sink: { ...sink, columns: [...paidColumns, { name: 'currency', type: text }] },
  };
}

async function countByCurrency(token: string, table: string): Promise<{ none: string; some: string }> {
  const extensions = extensionPaths();
  if ('skip' in extensions) throw new Error(extensions.skip);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  for (const path of [extensions.avro, extensions.httpfs, extensions.iceberg])
    await connection.run(`LOAD '${path}'`);
  await connection.run(`CREATE SECRET s (TYPE iceberg, TOKEN '${token}')`);
  await connection.run(`ATTACH '' AS ice (TYPE iceberg, ENDPOINT '${catalog.baseUrl}', SECRET s)`);
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FILTER (currency IS NULL), count(currency) FROM ice.penstock.${table}`,
  );
  const [none, some] = reader.getRows()[0] ?? [];
  connection.closeSync();
  instance.closeSync();
  return { none: String(none), some: String(some) };
}
