import { DuckDBInstance } from '@duckdb/node-api';
import { extensions, query } from './stack';

/** All rows of a table of the catalog, read from its present metadata file by DuckDB: values as text. */
export async function readTable(name: string, columns: readonly string[]): Promise<string[][]> {
  const [table] = await query<{ metadata_location: string }>(
    'select metadata_location from catalog_tables where name = $1',
    [name],
  );
  if (table === undefined) throw new Error(`the catalog has no table ${name}`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const { avro, iceberg } = extensions();
    for (const path of [avro, iceberg]) await connection.run(`LOAD '${path}'`);
    const list = columns.map((column) => `"${column}"::VARCHAR`).join(', ');
    const reader = await connection.runAndReadAll(
      `SELECT ${list} FROM iceberg_scan('${table.metadata_location.replaceAll("'", "''")}')`,
    );
    return reader.getRows().map((row) => row.map(String));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
