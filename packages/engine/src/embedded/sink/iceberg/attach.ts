import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdent, quoteLiteral } from '@penstock/flink-sql';
import type { CatalogConnection, DuckDbExtensions } from '../../../types';

const CATALOG = 'penstock_catalog';

/**
 * Loads the extensions and attaches the catalog; has to run before the lock-down. Two settings carry the protocol: the
 * extension must not repeat a commit by itself (a lost reply would come back as a conflict with one's own success), and
 * must not delete data files when a COMMIT fails, because the commit may have landed.
 */
export async function attachCatalog(
  connection: DuckDBConnection,
  extensions: DuckDbExtensions,
  catalog: CatalogConnection,
): Promise<void> {
  for (const path of [extensions.avro, extensions.httpfs, extensions.iceberg]) {
    await connection.run(`LOAD ${quoteLiteral(path)}`);
  }
  await connection.run('SET http_retries = 0');
  await connection.run('SET http_timeout = 60');
  await connection.run(
    `CREATE OR REPLACE SECRET ${CATALOG}_token (TYPE iceberg, TOKEN ${quoteLiteral(catalog.token)})`,
  );
  await connection.run(
    `ATTACH '' AS ${CATALOG} (TYPE iceberg, ENDPOINT ${quoteLiteral(catalog.uri.replace(/\/$/, ''))}, SECRET ${CATALOG}_token, REMOVE_FILES_ON_DELETE false)`,
  );
}

export function qualifiedTable(namespace: readonly string[], table: string): string {
  return `${CATALOG}.${quoteIdent(namespace.join('.'))}.${quoteIdent(table)}`;
}
