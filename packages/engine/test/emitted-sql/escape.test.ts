import type { DuckDBConnection } from '@duckdb/node-api';
import { analyze, emitDuckDb, quoteIdent, quoteLiteral } from '@penstock/flink-sql';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, ROW, source } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

describe('nothing breaks out of the emitted text', () => {
  it('any text is one literal and any name one identifier', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), async (text) => {
        const clean = text.replaceAll('\0', '');
        fc.pre(clean !== '');
        const reader = await connection.runAndReadAll(`SELECT ${quoteLiteral(text)} AS ${quoteIdent(clean)}`);
        expect(reader.getRowsJson()).toEqual([[text]]);
        expect(reader.columnNames()).toEqual([clean]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["'; DROP TABLE x; --", 'a"b', '\\', "''", '$$', "E\\'x"])('%s stays a value', async (text) => {
    expect(await evaluate(connection, `'${text.replaceAll("'", "''")}'`)).toBe(text);
    const analysis = analyze(`SELECT n AS \`${text}\` FROM {source_table}`, { source });
    const emitted = emitDuckDb(analysis, { source: '"src"', now: '2024-01-31T10:20:30Z' });
    if (!emitted.ok) throw new Error('refused');
    const result = await connection.runAndReadAll(`WITH src AS (${ROW}) ${emitted.sql}`);
    expect(result.columnNames()).toEqual([text]);
  });
});
