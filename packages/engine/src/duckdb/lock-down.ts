import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral } from '@penstock/flink-sql';

export type LockDown = {
  memoryMb: number;
  threads: number;
  /** Directories that stay readable and writable; none for previews. */
  allowedDirectories: readonly string[];
  /** Where DuckDB spills; null forbids spilling. */
  spillDirectory: string | null;
  timeZone: string;
};

/** Limits that can be set before anything of the user's arrives. */
export async function limit(
  connection: DuckDBConnection,
  options: Pick<LockDown, 'memoryMb' | 'threads' | 'spillDirectory'>,
): Promise<void> {
  await connection.run(
    [
      `SET memory_limit = '${Math.floor(options.memoryMb)}MB'`,
      `SET threads = ${Math.floor(options.threads)}`,
      `SET temp_directory = ${quoteLiteral(options.spillDirectory ?? '')}`,
      ...(options.spillDirectory === null ? ["SET max_temp_directory_size = '0GB'"] : []),
      'SET autoinstall_known_extensions = false',
      'SET autoload_known_extensions = false',
      'SET allow_community_extensions = false',
      'SET allow_persistent_secrets = false',
    ].join(';\n'),
  );
}

/**
 * Closes the instance: no files but the allowed directories, no network functions, no setting can be changed back.
 * Order matters: the directories must be named while external access is still on. What stays possible is written down
 * in the commit protocol ("The child's lock-down"), which is why only SELECTs of the emitter may run afterwards.
 */
export async function lock(
  connection: DuckDBConnection,
  options: Pick<LockDown, 'allowedDirectories' | 'timeZone'>,
): Promise<void> {
  const directories = options.allowedDirectories.map(quoteLiteral).join(', ');
  await connection.run(
    [
      `SET TimeZone = ${quoteLiteral(options.timeZone)}`,
      ...(directories === '' ? [] : [`SET allowed_directories = [${directories}]`]),
      'SET enable_external_access = false',
      'SET lock_configuration = true',
    ].join(';\n'),
  );
}
