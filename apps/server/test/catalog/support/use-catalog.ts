import { join } from 'node:path';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { openBareCatalog } from './bare-catalog';
import { type CatalogClient, catalogClient } from './catalog-client';
import { startTestCatalog } from './in-process-server';
import { bundleServer, type ServerProcess, spawnServer } from './server-process';

/** `startTestCatalog` for the tests of the calling `describe`, and a client that shows no token. */
export const useTestCatalog = () => use(startTestCatalog);

/** `openBareCatalog` for the tests of the calling `describe`, and a client that shows no token. */
export const useBareCatalog = () => use(openBareCatalog);

/** What is returned is whole from the first `beforeAll` of the caller on. */
function use<C extends { baseUrl: string; close(): Promise<void> }>(open: () => Promise<C>) {
  const catalog = {} as C;
  const client: CatalogClient = (...request) => catalogClient(catalog.baseUrl)(...request);
  beforeAll(async () => {
    Object.assign(catalog, await open());
  });
  afterAll(() => catalog.close());
  return { catalog, client };
}

/**
 * The server that kills itself (`crashing-server.ts`) on a database and a warehouse of its own, for the tests of the
 * calling `describe`, which start it as often as they need it.
 */
export function useCrashingServer() {
  const server = {} as { db: pg.Pool; start(env: Record<string, string>): Promise<ServerProcess> };
  let drop = async () => {};
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = () => database.drop();
    server.db = new pg.Pool({ connectionString: database.url, max: 2 });
    // Dropping the database may end a connection that is just being closed.
    server.db.on('connect', (each) => each.on('error', () => undefined));
    const dir = await bundleServer({ 'crashing.mjs': 'apps/server/test/catalog/support/crashing-server.ts' });
    const own = { DATABASE_URL: database.url, PENSTOCK_WAREHOUSE: join(tempDir('crash'), 'warehouse') };
    server.start = (env) => spawnServer(join(dir, 'crashing.mjs'), [], { ...own, ...env });
  });
  afterAll(async () => {
    await server.db.end();
    await drop();
  });
  return server;
}
