import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import { bundle } from '../../scripts/lib/bundle.mjs';

export type BenchServer = { baseUrl: string; token: string; databaseUrl: string; stop(): Promise<void> };

const bundles = [
  { entry: 'apps/server/src/main.ts', output: 'apps/server/dist/main.mjs' },
  { entry: 'packages/engine/src/embedded/child/main.ts', output: 'packages/engine/dist/pipeline-child.mjs' },
  { entry: 'packages/engine/src/preview/child/main.ts', output: 'packages/engine/dist/preview-child.mjs' },
];

/** The real server process with a database and a warehouse of its own. */
export async function startServer(): Promise<BenchServer> {
  await bundle(bundles);
  const database = await createTestDatabase();
  const data = tempDir('bench');
  const token = randomBytes(24).toString('hex');
  const child = spawn(process.execPath, ['apps/server/dist/main.mjs', '--print-url'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PENSTOCK_DATA: data,
      PENSTOCK_WAREHOUSE: join(data, 'warehouse'),
      PENSTOCK_INTERNAL_TOKEN: token,
      PENSTOCK_SERVER_PORT: '0',
      LOG_LEVEL: 'error',
    },
  });
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
  });
  return {
    baseUrl,
    token,
    databaseUrl: database.url,
    stop: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
      await database.drop();
    },
  };
}
