import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { ReadRowsAnswer, ReadRowsRequest } from './messages';
import { rowsSql } from './rows-sql';

/**
 * Reads rows of data files in a process of its own, so that a broken file cannot take the server down. DuckDB may
 * read the warehouse and nothing else.
 */
async function openLocked(warehouse: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' });
  const connection = await instance.connect();
  const directory = `${warehouse}/`.replaceAll("'", "''");
  for (const statement of [
    `SET TimeZone = 'UTC'`,
    `SET autoinstall_known_extensions = false`,
    `SET temp_directory = ''`,
    `SET allowed_directories = ['${directory}']`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]) {
    await connection.run(statement);
  }
  return connection;
}

async function readRows(connection: DuckDBConnection, request: ReadRowsRequest): Promise<ReadRowsAnswer> {
  try {
    if (request.files.length === 0) return { id: request.id, rows: [] };
    const result = await connection.runAndReadAll(rowsSql(request));
    return { id: request.id, rows: result.getRowsJson().map((row) => JSON.stringify(row)) };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
}

const connection = await openLocked(process.argv[2] ?? '/nonexistent');
let line: Promise<void> = Promise.resolve();
process.on('message', (request: ReadRowsRequest) => {
  line = line.then(async () => {
    const answer = await readRows(connection, request);
    process.send?.(answer);
  });
});
// The server is gone: nobody reads the answers.
process.on('disconnect', () => process.exit(0));
// The parent may have ended while this file was still being loaded: that event is over.
if (!process.connected) process.exit(0);
