import { join } from 'node:path';
import { type Catalog, createCatalog } from '@penstock/control/catalog';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';
import pino from 'pino';
import { dispatchRequest } from '../../../src/http/dispatch-request';
import { listen } from '../../../src/http/listen';

export type BareCatalog = {
  baseUrl: string;
  context: Catalog['context'];
  databaseUrl: string;
  warehouse: string;
  db: pg.Pool;
  close(): Promise<void>;
};

/** The catalog alone over HTTP, without upkeep of its own: the test says when and by which clock it runs. */
export async function openBareCatalog(): Promise<BareCatalog> {
  const database = await createTestDatabase();
  const warehouse = join(tempDir('bare'), 'warehouse');
  const log = pino({ level: 'silent' });
  const catalog = createCatalog({
    databaseUrl: database.url,
    warehouse,
    access: { internalToken: 'internal-token-of-the-test', fixedTokens: {}, anonymous: true },
    logFault: () => undefined,
  });
  const listening = await listen('127.0.0.1', 0, (request, response) => {
    void dispatchRequest({ catalog, internal: null, anonymous: true, log }, request, response);
  });
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  // Dropping the database may end a connection that is just being closed.
  for (const pool of [db, catalog.context.pool])
    pool.on('connect', (each) => each.on('error', () => undefined));
  return {
    baseUrl: listening.baseUrl,
    context: catalog.context,
    databaseUrl: database.url,
    warehouse,
    db,
    close: async () => {
      await listening.close(1_000);
      await catalog.close();
      await db.end();
      await database.drop();
    },
  };
}
