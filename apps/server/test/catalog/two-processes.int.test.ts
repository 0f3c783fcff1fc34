import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, createCatalog } from '@penstock/control/catalog';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import { expect, it } from 'vitest';

const path = '/v1/namespaces/db/tables/t';

async function call(catalog: Catalog, method: string, target: string, body: unknown = {}) {
  const answer = await catalog.handle({
    method,
    path: target,
    query: '',
    headers: {},
    body: async () => JSON.stringify(body),
  });
  return { status: answer.status, text: answer.body ?? '' };
}

it('two servers on one database lose no acknowledged commit and leave no file behind', async () => {
  const database = await createTestDatabase();
  const warehouse = join(tempDir('two'), 'warehouse');
  const open = () =>
    createCatalog({
      databaseUrl: database.url,
      warehouse,
      access: { internalToken: null, fixedTokens: {}, anonymous: true },
      logFault: (error) => expect.unreachable(String(error)),
    });
  const servers = [open(), open()] as const;
  await call(servers[0], 'POST', '/v1/namespaces', { namespace: ['db'] });
  const fields = [{ id: 1, name: 'a', type: 'long', required: false }];
  const created = await call(servers[0], 'POST', '/v1/namespaces/db/tables', {
    name: 't',
    schema: { type: 'struct', fields },
  });
  const acknowledged: string[] = [];
  const commit = async (server: Catalog, key: string) => {
    const updates = [{ action: 'set-properties', updates: { [key]: 'here' } }];
    const { status } = await call(server, 'POST', path, { requirements: [], updates });
    expect([200, 409]).toContain(status);
    if (status === 200) acknowledged.push(key);
  };
  for (let round = 0; round < 15; round += 1) {
    await Promise.all(
      servers.flatMap((server, index) => [
        commit(server, `${index}a${round}`),
        commit(server, `${index}b${round}`),
      ]),
    );
  }
  const loaded = JSON.parse((await call(servers[1], 'GET', path)).text);
  expect(acknowledged.length).toBeGreaterThanOrEqual(30);
  expect(Object.keys(loaded.metadata.properties).sort()).toEqual(acknowledged.sort());
  const named = [
    loaded['metadata-location'],
    ...loaded.metadata['metadata-log'].map((entry: Record<string, string>) => entry['metadata-file']),
  ];
  const directory = `${JSON.parse(created.text).metadata.location}/metadata`;
  expect(readdirSync(directory).sort()).toEqual(named.map((file) => file.split('/').at(-1)).sort());
  const version = await servers[0].context.pool.query('SELECT version::int FROM catalog_tables');
  expect(version.rows).toEqual([{ version: acknowledged.length + 1 }]);
  await Promise.all(servers.map((server) => server.close()));
  await database.drop();
});
