import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { analyze, type Column, emitDuckDb } from '@penstock/flink-sql';
import { columns } from '../../../flink-sql/src/testing/schema';
import { registerRuntimeFunctions } from '../../src/duckdb/runtime-functions';

export async function openConnection(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  registerRuntimeFunctions(connection);
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

export const source = {
  name: 'source',
  columns: columns({
    n: 'INT',
    zero: 'INT',
    d: 'DOUBLE',
    price: 'DECIMAL(10, 2)',
    big: 'BIGINT',
    small: 'TINYINT',
    text: 'STRING',
    nothing: 'STRING',
    flag: 'BOOLEAN',
    ts: 'TIMESTAMP(3)',
    ltz: 'TIMESTAMP_LTZ(3)',
    day: 'DATE',
    ms: 'BIGINT',
    tags: 'ARRAY<STRING>',
    person: 'ROW<name STRING, age INT>',
    json: 'STRING',
  }),
};
/** The one row of `src`. */
export const ROW = `SELECT 0 AS ord, -7 AS n, 0 AS zero, 0.285::DOUBLE AS d, 10.00::DECIMAL(10, 2) AS price, 12345678901 AS big, 127::TINYINT AS small, 'hello world' AS text,
  NULL::VARCHAR AS nothing, TRUE AS flag, TIMESTAMP '2024-01-07 10:20:30.123' AS ts, TIMESTAMPTZ '2024-01-07 23:30:00.123+00' AS ltz, DATE '2024-01-07' AS day,
  1700000000123 AS ms, ['a', 'b'] AS tags, {'name': 'Ann', 'age': 30} AS person, '{"a": {"b": "x", "n": 5, "f": 1.50, "o": {}}}' AS json`;

/** The value of an expression over that row as DuckDB prints it. */
export async function evaluate(
  connection: DuckDBConnection,
  expression: string,
  options: { timeZone?: string; sink?: Column[] } = {},
): Promise<string | null> {
  const analysis = analyze(`SELECT ${expression} AS v FROM {source_table}`, { source, ...options });
  const emitted = emitDuckDb(analysis, {
    source: '"src"',
    now: '2024-01-31T10:20:30.123Z',
    ...(options.sink ? { sink: options.sink } : {}),
  });
  if (!emitted.ok) throw new Error(emitted.diagnostics.map((d) => d.message).join('; '));
  const reader = await connection.runAndReadAll(
    `WITH src AS (${ROW}) SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${emitted.sql})`,
  );
  const value = reader.getRowsJson()[0]?.[0];
  return value === null || value === undefined ? null : String(value);
}

export function refused(expression: string): boolean {
  return !emitDuckDb(analyze(`SELECT ${expression} AS v FROM {source_table}`, { source }), {
    source: 'src',
    now: '2024-01-01T00:00:00Z',
  }).ok;
}
