import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type CatalogClient, catalogClient } from './support/catalog-client';
import { createDeployment, propertyKey, propertyValue } from './support/deployments';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { RawWriter } from './support/raw-writer';
import { bundleServer, type ServerProcess, spawnServer } from './support/server-process';
import { createTable } from './support/tables';

describe('kill -9 of the server in mid-commit', () => {
  let database: TestDatabase;
  let db: pg.Pool;
  let script: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = new pg.Pool({ connectionString: database.url, max: 2 });
    const dir = await bundleServer({ 'crashing.mjs': 'apps/server/test/catalog/support/crashing-server.ts' });
    script = join(dir, 'crashing.mjs');
    env = { DATABASE_URL: database.url, PENSTOCK_WAREHOUSE: join(tempDir('crash'), 'warehouse') };
  });
  afterAll(async () => {
    await db.end();
    await database.drop();
  });

  const start = (crashAt: string): Promise<ServerProcess> =>
    spawnServer(script, [], { ...env, CRASH_AT: crashAt });

  async function expectReadable(client: CatalogClient, path: string) {
    const loaded = await client('GET', path);
    expect(loaded.status).toBe(200);
    expect(existsSync(String(at(loaded.body, 'metadata-location')))).toBe(true);
    return loaded;
  }

  it.each([
    ['prepared', false],
    ['written', false],
    ['locked', false],
    ['moved', false],
    ['committed', true],
  ])(
    'at "%s" the pointer names existing metadata, and the repeat commits exactly once',
    async (step, landed) => {
      const setUp = await start('never');
      const name = `crash_${step}`;
      const path = `/v1/namespaces/db/tables/${name}`;
      await createTable(catalogClient(setUp.baseUrl), name);
      const holder = await createDeployment(db);
      const writer = await RawWriter.open(catalogClient(setUp.baseUrl, holder.token), 'db', name);
      const append = await writer.prepareAppend('SELECT 41::BIGINT AS a', {
        [propertyKey(holder)]: propertyValue(holder, 1),
      });
      await setUp.kill();

      const crashing = await start(step);
      await expect(
        catalogClient(crashing.baseUrl, holder.token)('POST', path, append.changes),
      ).rejects.toThrow();
      await crashing.exited;

      const again = await start('never');
      try {
        const client = catalogClient(again.baseUrl, holder.token);
        const loaded = await expectReadable(client, path);
        expect(at(loaded.body, 'metadata', 'snapshots')).toHaveLength(landed ? 1 : 0);
        expect((await client('POST', path, append.changes)).status).toBe(200);
        expect(at((await expectReadable(client, path)).body, 'metadata', 'snapshots')).toHaveLength(1);
        if (noExtensions() === null) {
          expect(await values(await duckDbClient(again.baseUrl), `SELECT a FROM ice.db.${name}`)).toEqual([
            '41',
          ]);
        }
      } finally {
        await again.kill();
      }
    },
  );
});
