import { createServer } from 'node:http';
import { join } from 'node:path';
import { createCatalog } from '@penstock/control/catalog';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { buildChild } from './run';

export type TestCatalog = {
  baseUrl: string;
  port: number;
  db: pg.Pool;
};

/** For the tests of a file: builds the child, and keeps a catalog until the last of them has ended. */
export function useCatalog(): TestCatalog {
  let started: Awaited<ReturnType<typeof startCatalog>> | null = null;
  const catalog = () => {
    if (started === null) throw new Error('the catalog is there once the tests have begun');
    return started;
  };
  beforeAll(async () => {
    await buildChild();
    started = await startCatalog();
  });
  afterAll(() => started?.close());
  return {
    get baseUrl() {
      return catalog().baseUrl;
    },
    get port() {
      return catalog().port;
    },
    get db() {
      return catalog().db;
    },
  };
}

/** Penstock's own catalog over plain HTTP, with a database and a warehouse of its own. */
async function startCatalog(): Promise<TestCatalog & { close(): Promise<void> }> {
  const database = await createTestDatabase();
  const warehouse = join(tempDir('engine'), 'warehouse');
  const catalog = createCatalog({
    databaseUrl: database.url,
    warehouse,
    access: { internalToken: 'internal', fixedTokens: {}, anonymous: false },
    logFault: (error) => console.error(error),
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const body = async () => Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string | undefined>;
      const answer = await catalog.handle({ method: request.method ?? 'GET', path, query, headers, body });
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body ?? undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    db,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await catalog.close();
      await db.end();
      await database.drop();
    },
  };
}
