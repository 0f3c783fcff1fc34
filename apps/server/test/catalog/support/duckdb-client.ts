import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { extensionPaths } from '@penstock/local-stack/testing';

/** Why DuckDB's Iceberg extension cannot be had here, null when it can. */
export function noExtensions(): string | null {
  const paths = extensionPaths();
  return 'skip' in paths ? paths.skip : null;
}

/** DuckDB with the catalog attached as `ice`, set up as the embedded engine does it. */
export async function duckDbClient(baseUrl: string, token?: string): Promise<DuckDBConnection> {
  const paths = extensionPaths();
  if ('skip' in paths) throw new Error(paths.skip);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  for (const path of [paths.avro, paths.httpfs, paths.iceberg]) await connection.run(`LOAD '${path}'`);
  await connection.run('SET http_retries = 0');
  const access = token === undefined ? `AUTHORIZATION_TYPE 'none'` : 'SECRET catalog_token';
  if (token !== undefined)
    await connection.run(`CREATE SECRET catalog_token (TYPE iceberg, TOKEN '${token}')`);
  await connection.run(
    `ATTACH '' AS ice (TYPE iceberg, ENDPOINT '${baseUrl}', ${access}, REMOVE_FILES_ON_DELETE false)`,
  );
  return connection;
}

/** One transaction: rows and properties together. Rejects when COMMIT does; the connection is usable afterwards. */
export async function insertWith(
  connection: DuckDBConnection,
  insert: string | null,
  table: string,
  properties: Record<string, string> | null,
): Promise<void> {
  await connection.run('BEGIN');
  try {
    if (insert !== null) await connection.run(insert);
    if (properties !== null) {
      const entries = Object.entries(properties).map(
        ([key, value]) => `'${key}': '${value.replaceAll("'", "''")}'`,
      );
      await connection.run(`CALL set_iceberg_table_properties(${table}, {${entries.join(', ')}})`);
    }
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

export async function values(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowsJson().map((row) => String(row[0]));
}
