import type { DuckDBConnection } from '@duckdb/node-api';
import { analyze, type Column, emitDuckDb, emitFailingPart } from '@penstock/flink-sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../../flink-sql/src/testing/schema';
import { openConnection } from './support';

let connection: DuckDBConnection;

const source = {
  name: 'source',
  columns: columns({ n: 'INT', text: 'STRING', tags: 'ARRAY<STRING>', day: 'DATE' }),
};
/** More rows than DuckDB takes at once, with values that every failing function fails on somewhere. */
const ROWS = 5000;
const TEXTS = ['12', 'x', '1e3', 'NaN', '2024-01-31', '2024-1-1', '300', '', '24', 'É', 't'];
const quoted = TEXTS.map((text) => `'${text}'`).join(', ');

beforeAll(async () => {
  connection = await openConnection();
  await connection.run(
    `CREATE TABLE src AS SELECT i::INTEGER AS ord, [0, 1, 2, 3, NULL][i % 5 + 1]::INTEGER AS n,
       [${quoted}][i % ${TEXTS.length} + 1] AS text, ['a', 'b'] AS tags, DATE '2024-01-31' AS day FROM range(${ROWS}) r(i)`,
  );
});

const now = '2024-01-31T10:20:30.123Z';

/** Part by record, from one statement. */
async function failing(sql: string, sink?: Column[]): Promise<Map<number, number> | null> {
  const analysis = analyze(sql, { source, ...(sink ? { sink } : {}) });
  const guard = emitFailingPart(analysis, {
    source: 'src',
    rowOrdinal: 'ord',
    now,
    ...(sink ? { sink } : {}),
  });
  if (guard === null) return null;
  const rows = (await connection.runAndReadAll(guard)).getRowsJson();
  const parts = rows.map(([record, part]) => [Number(record), Number(part)] as const);
  return new Map(parts.sort(([a], [b]) => a - b));
}

/** The same by running the query over every kind of record alone; records repeat with this period. */
async function failingAlone(sql: string, sink?: Column[]): Promise<number[]> {
  const analysis = analyze(sql, { source, ...(sink ? { sink } : {}) });
  const emitted = emitDuckDb(analysis, { source: 'one', rowOrdinal: 'ord', now, ...(sink ? { sink } : {}) });
  if (!emitted.ok) throw new Error(emitted.diagnostics[0]?.message);
  const period = 5 * TEXTS.length;
  const fails: number[] = [];
  for (let i = 0; i < period; i++) {
    await connection
      .run(`WITH one AS (SELECT * FROM src WHERE ord = ${i}) ${emitted.sql}`)
      .catch(() => fails.push(i));
  }
  return Array.from({ length: ROWS }, (_, i) => i).filter((i) => fails.includes(i % period));
}

describe('one statement finds exactly the records that the query fails on', () => {
  it.each([
    'SELECT CAST(text AS INT) AS v FROM {source_table}',
    'SELECT CAST(text AS TINYINT) AS v FROM {source_table}',
    'SELECT CAST(text AS DATE) AS v, CAST(text AS DOUBLE) AS w FROM {source_table}',
    'SELECT 10 / n AS v FROM {source_table}',
    'SELECT 10 % n AS v FROM {source_table} WHERE n > 0',
    'SELECT tags[n] AS v FROM {source_table}',
    'SELECT UPPER(text) AS v FROM {source_table}',
    "SELECT text FROM {source_table} WHERE CAST(text AS INT) > 12 AND text <> 'error('",
    'SELECT CAST(text AS BOOLEAN) AS v FROM {source_table} WHERE n = 1 OR 10 / n > 4',
    'SELECT TO_TIMESTAMP(text) AS v FROM {source_table}',
    'SELECT CAST(text AS INT) AS v, CAST(text AS INT) + CAST(text AS INT) AS w FROM {source_table} WHERE CAST(text AS INT) > 0',
    'SELECT n AS v FROM {source_table}',
  ])('%s', async (sql) => {
    const found = await failing(sql);
    expect([...(found?.keys() ?? [])]).toEqual(await failingAlone(sql));
  });

  it('also where a NULL meets a column that is NOT NULL', async () => {
    const sink: Column[] = [{ name: 'v', type: { kind: 'INT', nullable: false } }];
    const sql = 'SELECT n FROM {source_table}';
    const found = await failing(sql, sink);
    expect([...(found?.keys() ?? [])]).toEqual(await failingAlone(sql, sink));
    expect(found?.get(4)).toBe(0);
  });
});

it('names the first part that fails, WHERE before the columns, and none for a record that WHERE drops', async () => {
  const found = await failing(
    'SELECT n AS a, CAST(text AS INT) AS b, 10 / n AS c FROM {source_table} WHERE 10 / n < 10',
  );
  // n = 0: the condition fails. n = 1: it drops the record. n = 2: column b cannot read '1e3'.
  expect([found?.get(0), found?.get(1), found?.get(2)]).toEqual([-1, undefined, 1]);
});
