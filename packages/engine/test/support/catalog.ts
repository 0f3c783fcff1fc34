import { createServer } from 'node:http';
import { join } from 'node:path';
import { createCatalog } from '@penstock/control/catalog';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import pg from 'pg';

export type TestCatalog = {
  baseUrl: string;
  port: number;
  db: pg.Pool;
  warehouse: string;
  close(): Promise<void>;
};

/** Penstock's own catalog over plain HTTP, with a database and a warehouse of its own. */
export async function startCatalog(): Promise<TestCatalog> {
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
      const body = Buffer.concat(chunks).toString();
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
    warehouse,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await catalog.close();
      await db.end();
      await database.drop();
    },
  };
}
