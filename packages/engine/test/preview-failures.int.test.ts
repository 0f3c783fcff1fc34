import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PreviewPool } from '../src/preview/pool/preview-pool';
import { compileTransform } from '../src/transform/compile';
import { order, pipeline } from './support/orders';
import { previewPool } from './support/preview';

let pool: PreviewPool;

beforeAll(async () => {
  // Only against hanging; how many statements it takes is counted where the transformer is applied.
  pool = await previewPool('failures', 120_000);
});
afterAll(() => pool.close());

const MESSAGES = 3000;

test('a sample in which every one of thousands fails is answered, each with its place in the SQL', async () => {
  const base = pipeline({ topic: 'orders', table: 'paid' });
  const { transformer } = base;
  if (transformer === null) throw new Error('the pipeline has no transformer');
  const sql = `SELECT order_id, user_id,
  CAST(currency AS DOUBLE) AS amount_eur, created_at
FROM {source_table}`;
  const transform = compileTransform(
    { ...base, transformer: { ...transformer, sql } },
    { flinkVersion: '2.x', timeZone: 'UTC' },
  );
  const values = Array.from({ length: MESSAGES }, (_, i) => Buffer.from(JSON.stringify(order(i))));
  const { columns } = base.source;
  const { records } = await pool.run('project', {
    format: 'json',
    columns,
    transform,
    values,
    timeZone: 'UTC',
  });
  expect(records).toHaveLength(MESSAGES);
  for (const [i, record] of records.entries())
    expect(record).toMatchObject({ kind: 'failed', input: i, column: 'amount_eur', sqlLine: 2 });
});
