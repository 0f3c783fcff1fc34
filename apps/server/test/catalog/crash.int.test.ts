import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at, type CatalogClient, catalogClient } from './support/catalog-client';
import { openCommitter } from './support/committer';
import { duckDbClient, noExtensions, values } from './support/duckdb-client';
import { createTable } from './support/tables';
import { useCrashingServer } from './support/use-catalog';

describe('kill -9 of the server in mid-commit', () => {
  const server = useCrashingServer();
  const start = (crashAt: string) => server.start({ CRASH_AT: crashAt });

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
      const { holder, prepare } = await openCommitter({ baseUrl: setUp.baseUrl, db: server.db }, name);
      const append = await prepare(1, 'SELECT 41::BIGINT AS a');
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
