import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { runtimeFunctions } from '@penstock/flink-sql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerRuntimeFunctions } from './runtime-functions';

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  registerRuntimeFunctions(connection);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

test('each function of the front end is known to DuckDB, and none hides one of its own', async () => {
  const names = runtimeFunctions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_name LIKE 'flink~_%' ESCAPE '~'`,
  );
  expect(reader.getRows().flat().sort()).toEqual([...names].sort());
});

test('a function gives its values row by row, over several vectors, and NULL for NULL', async () => {
  const reader = await connection.runAndReadAll(
    `SELECT flink_double_text(CASE WHEN i % 1000 = 999 THEN NULL ELSE i / 4 END) FROM range(5000) AS r(i) ORDER BY i`,
  );
  const texts = reader.getRows().flat();
  expect(texts).toHaveLength(5000);
  expect(texts.slice(0, 3)).toEqual(['0.0', '0.25', '0.5']);
  expect(texts[999]).toBeNull();
  expect(texts[4998]).toBe('1249.5');
});
