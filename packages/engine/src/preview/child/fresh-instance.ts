import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { limit } from '../../duckdb/lock-down';
import { registerRuntimeFunctions } from '../../duckdb/runtime-functions';

/** DuckDB's share; the process as a whole is bounded by RLIMIT_AS and by the wall clock. */
const MEMORY_MB = 512;

/** Opens an in-memory instance with its limits set; it is locked when the preview's time zone is known. */
export async function freshInstance(): Promise<{ connection: DuckDBConnection; close(): void }> {
  // From the start: else it opens a thread per core and ends them again.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  registerRuntimeFunctions(connection);
  await limit(connection, { memoryMb: MEMORY_MB, threads: 1, spillDirectory: null });
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
