import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pipeline } from '../../test/support/orders';
import { ValueAppender } from '../duckdb/value-appender';
import { jsonFormat } from '../embedded/format/json/json-format';
import { RecordBlock } from '../records/record-block';
import { applyTransform } from './apply';
import { compileTransform } from './compile';
import { decodeBlock } from './decode-table';
import type { TransformSql } from './transform-sql';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
let statements = 0;

beforeEach(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  // What reads a result calls this one as well.
  const run = connection.run.bind(connection);
  connection.run = (sql: string) => {
    statements++;
    return run(sql);
  };
});
afterEach(() => {
  connection.closeSync();
  instance.closeSync();
});

const SQL = `SELECT order_id, user_id, CAST(currency AS DOUBLE) AS amount_eur, created_at
FROM {source_table}
WHERE amount > 10`;

function compiled(sql: string): TransformSql {
  const base = pipeline({ topic: 'orders', table: 'paid' });
  const { transformer } = base;
  if (transformer === null) throw new Error('the pipeline has no transformer');
  return compileTransform(
    { ...base, transformer: { ...transformer, sql } },
    { flinkVersion: '2.x', timeZone: 'UTC' },
  );
}

type Message = { order_id: string; amount: number; currency: string };

/** Decodes the messages, applies the transformer, and says what came out, what failed, and in how many statements. */
async function apply(
  messages: readonly Message[],
  transform: TransformSql,
  options: { firstOnly?: boolean } = {},
) {
  const { columns } = pipeline({ topic: 'orders', table: 'paid' }).source;
  const block = new RecordBlock();
  for (const [i, message] of messages.entries()) {
    block.push({ offset: BigInt(i), timestamp: -1, key: null, value: Buffer.from(JSON.stringify(message)) });
  }
  await decodeBlock(connection, new ValueAppender(), { block, format: jsonFormat, columns });
  statements = 0;
  const rows: string[] = [];
  const input = { connection, transform, columns, count: block.count, ...options };
  const failures = await applyTransform(input, async (select) => {
    const read = await connection.runAndReadAll(select);
    rows.push(...read.getRowsJson().map((row) => String(row[1])));
  });
  return { rows, failures, statements };
}

const messages = (count: number, currency: (i: number) => string): Message[] =>
  Array.from({ length: count }, (_, i) => ({
    order_id: `o-${i}`,
    amount: 20,
    currency: currency(i),
  }));

describe('records that fail', () => {
  it('cost a bounded number of statements when every one of thousands fails', async () => {
    const all = await apply(
      messages(3000, (i) => `x${i}`),
      compiled(SQL),
    );
    expect(all.rows).toEqual([]);
    expect(all.failures).toHaveLength(3000);
    expect(all.failures.map((f) => f.record)).toEqual(Array.from({ length: 3000 }, (_, i) => i));
    expect(all.statements).toBeLessThan(60);
  });

  it('are found with column, line and reason, and the others come out once', async () => {
    const result = await apply(
      messages(5000, (i) => (i % 1000 === 7 ? 'EUR' : String(i))),
      compiled(SQL),
    );
    expect(result.rows).toHaveLength(4995);
    expect(new Set(result.rows).size).toBe(4995);
    expect(result.failures.map((f) => f.record)).toEqual([7, 1007, 2007, 3007, 4007]);
    for (const failure of result.failures) {
      expect(failure).toMatchObject({
        column: 'amount_eur',
        sqlLine: 1,
        reason: expect.stringContaining("'EUR'"),
      });
    }
  });

  it('that are too many to be asked one by one say an example of their part, never a wrong reason of their own', async () => {
    const { failures } = await apply(
      messages(200, (i) => `x${i}`),
      compiled(SQL),
    );
    expect(failures[0]?.reason).toContain("'x0'");
    expect(failures[199]?.reason).toMatch(
      /^amount_eur cannot be computed, as for an earlier message: .*'x0'/,
    );
  });

  it('end the search at the first one where one is enough', async () => {
    const some = messages(5000, (i) => (i > 3000 ? 'EUR' : String(i)));
    const result = await apply(some, compiled(SQL), { firstOnly: true });
    expect(result.failures.map((f) => f.record)).toEqual([3001]);
    expect(result.rows).toEqual([]);
    expect(result.statements).toBeLessThan(6);
  });
});

describe('a transformer that no single statement can search', () => {
  const unsearchable = { ...compiled(SQL), failingPart: null };

  it('is searched by halves: the same failures, the others once', async () => {
    const result = await apply(
      messages(300, (i) => (i === 7 || i === 200 ? 'EUR' : String(i))),
      unsearchable,
    );
    expect(result.rows).toHaveLength(298);
    expect(result.failures.map((f) => [f.record, f.column])).toEqual([
      [7, 'amount_eur'],
      [200, 'amount_eur'],
    ]);
  });

  it('ends at the first failure where one is enough', async () => {
    const result = await apply(
      messages(4096, () => 'EUR'),
      unsearchable,
      { firstOnly: true },
    );
    expect(result.failures.map((f) => f.record)).toEqual([0]);
    expect(result.statements).toBeLessThan(25);
  });
});

it('one statement where nothing fails', async () => {
  const result = await apply(
    messages(5000, (i) => String(i)),
    compiled(SQL),
  );
  expect(result).toMatchObject({ failures: [], statements: 1 });
  expect(result.rows).toHaveLength(5000);
});
