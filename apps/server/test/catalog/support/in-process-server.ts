import { join } from 'node:path';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';
import pino from 'pino';
import { readEnv } from '../../../src/env';
import { type RunningServer, startServer } from '../../../src/start-server';

export type TestCatalog = {
  baseUrl: string;
  databaseUrl: string;
  warehouse: string;
  internalToken: string;
  db: pg.Pool;
  close(): Promise<void>;
};

/** The server of this checkout in the test's process, on a database and a warehouse of its own. */
export async function startTestCatalog(
  args: { catalogOnly?: boolean; token?: string } = {},
): Promise<TestCatalog> {
  const database = await createTestDatabase();
  const dir = tempDir('catalog');
  const warehouse = join(dir, 'warehouse');
  const internalToken = 'internal-token-of-the-test';
  const env = readEnv({
    DATABASE_URL: database.url,
    PENSTOCK_DATA: dir,
    PENSTOCK_WAREHOUSE: warehouse,
    PENSTOCK_INTERNAL_TOKEN: internalToken,
  });
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  const log = pino({ level: 'silent' });
  const server: RunningServer = await startServer(
    env,
    { catalogOnly: args.catalogOnly ?? true, token: args.token ?? null, printUrl: false },
    log,
  );
  return {
    baseUrl: server.baseUrl,
    databaseUrl: database.url,
    warehouse,
    internalToken,
    db,
    close: async () => {
      await server.close();
      await db.end();
      await database.drop();
    },
  };
}
