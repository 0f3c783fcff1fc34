import { join } from 'node:path';
import { createCatalog } from '@penstock/control/catalog';
import { createTestDatabase, tcpProxy, tempDir, waitFor } from '@penstock/local-stack/testing';
import pg from 'pg';
import pino from 'pino';
import { expect, it } from 'vitest';
import { readEnv } from '../../src/env';
import { startServer } from '../../src/start-server';
import { catalogClient, errorType } from './support/catalog-client';
import { createTable } from './support/tables';

it('answers 503 while Postgres is away and goes on when it is back', async () => {
  const database = await createTestDatabase();
  const url = new URL(database.url);
  const proxy = await tcpProxy({ port: Number(url.port), host: url.hostname });
  url.port = String(proxy.port);
  url.hostname = '127.0.0.1';
  const dir = tempDir('away');
  const env = readEnv({
    DATABASE_URL: url.href,
    PENSTOCK_DATA: dir,
    PENSTOCK_WAREHOUSE: join(dir, 'warehouse'),
  });
  const server = await startServer(
    env,
    { catalogOnly: true, token: null, printUrl: false },
    pino({ level: 'silent' }),
  );
  const client = catalogClient(server.baseUrl);
  await createTable(client, 't');
  proxy.refuse(true);
  proxy.reset();
  const commit = () =>
    client('POST', '/v1/namespaces/db/tables/t', {
      requirements: [],
      updates: [{ action: 'set-properties', updates: { a: 'b' } }],
    });
  for (const answer of [await client('GET', '/v1/namespaces/db/tables/t'), await commit()]) {
    expect([answer.status, errorType(answer)]).toEqual([503, 'ServiceUnavailableException']);
  }
  proxy.refuse(false);
  await waitFor('the catalog to commit again', async () => (await commit()).status === 200);
  await server.close();
  await proxy.close();
  await database.drop();
});

it('a COMMIT whose answer is lost is "state unknown", and leaves a table that can be read', async () => {
  const database = await createTestDatabase();
  const url = new URL(database.url);
  const proxy = await tcpProxy({ port: Number(url.port), host: url.hostname });
  url.port = String(proxy.port);
  url.hostname = '127.0.0.1';
  let cut = false;
  const catalog = createCatalog({
    databaseUrl: url.href,
    warehouse: join(tempDir('unknown'), 'warehouse'),
    access: { internalToken: null, fixedTokens: {}, anonymous: true },
    logFault: () => undefined,
    onStep: async (step) => {
      if (!cut || step !== 'moved') return;
      cut = false;
      proxy.dropReplies(true);
      setTimeout(() => proxy.reset(), 300);
    },
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await catalog.handle({ method, path, query: '', headers: {}, body: async () => text });
    return { status: answer.status, text: answer.body ?? '' };
  };
  await call('POST', '/v1/namespaces', { namespace: ['db'] });
  const fields = [{ id: 1, name: 'a', type: 'long', required: false }];
  await call('POST', '/v1/namespaces/db/tables', { name: 't', schema: { type: 'struct', fields } });
  cut = true;
  const set = { requirements: [], updates: [{ action: 'set-properties', updates: { landed: 'yes' } }] };
  const unknown = await call('POST', '/v1/namespaces/db/tables/t', set);
  expect([unknown.status, unknown.text]).toEqual([
    503,
    expect.stringContaining('CommitStateUnknownException'),
  ]);
  proxy.dropReplies(false);
  const loaded = await call('GET', '/v1/namespaces/db/tables/t');
  expect([loaded.status, loaded.text]).toEqual([200, expect.stringContaining('"landed":"yes"')]);
  await catalog.close();
  await proxy.close();
  await database.drop();
});

it('asks Postgres for durable commits whatever the database says by default', async () => {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET synchronous_commit = off`);
  await admin.end();
  const catalog = createCatalog({
    databaseUrl: database.url,
    warehouse: join(tempDir('durable'), 'warehouse'),
    access: { internalToken: null, fixedTokens: {}, anonymous: true },
    logFault: () => undefined,
  });
  const shown = await catalog.context.pool.query('SHOW synchronous_commit');
  expect(shown.rows).toEqual([{ synchronous_commit: 'on' }]);
  await catalog.close();
  await database.drop();
});
