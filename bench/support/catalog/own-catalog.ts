import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@penstock/local-stack';
import { bundle } from '../../../scripts/lib/bundle.mjs';
import { run } from '../../../scripts/lib/run.mjs';
import { type Running, spawnCatalog } from './spawn-catalog';

/** The real server process as `npm run catalog` runs it, on a Postgres whose writes are durable. */
export async function startOwn(dir: string): Promise<Running> {
  mkdirSync(dir, { recursive: true });
  await bundle([{ entry: 'apps/server/src/main.ts', output: 'apps/server/dist/main.mjs' }]);
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), logFile: join(dir, 'postgres.log') });
  const DATABASE_URL = postgres.urlOf('penstock');
  const migrated = await run(process.execPath, ['prisma/migrate.mjs'], { env: { DATABASE_URL } });
  if (migrated.code !== 0) throw new Error(migrated.output);
  const running = await spawnCatalog(process.execPath, ['apps/server/dist/main.mjs', '--catalog-only'], {
    ...{ DATABASE_URL, PENSTOCK_DATA: dir, PENSTOCK_WAREHOUSE: join(dir, 'warehouse') },
    ...{ PENSTOCK_SERVER_PORT: '0', LOG_LEVEL: 'error' },
  });
  return { ...running, stop: () => running.stop().then(() => postgres.stop()) };
}
