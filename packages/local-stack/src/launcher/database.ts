import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PenstockError } from '@penstock/common';
import { startPostgres } from '../postgres/start';
import type { Supervisor } from '../supervisor/supervisor';
import type { LauncherHost } from './host';
import type { Places } from './settings';

type Host = Pick<LauncherHost, 'status' | 'say'>;

/** The address of the database: DATABASE_URL when it is set, else Postgres started in the data directory. */
export async function bringUpDatabase(host: Host, places: Places, supervisor: Supervisor): Promise<string> {
  const given = process.env.DATABASE_URL;
  if (given) {
    host.status.set({
      name: 'postgres',
      label: 'Postgres',
      state: 'ready',
      detail: 'the one in DATABASE_URL',
    });
    await migrate(host, places, given, supervisor.signal);
    return given;
  }
  let url = '';
  const part = supervisor.add({
    name: 'postgres',
    label: 'Postgres',
    start: async () => {
      const running = await startPostgres({
        dir: join(places.data, 'postgres'),
        logFile: join(places.logs, 'postgres.log'),
        notice: host.say,
      });
      url = running.url;
      return running;
    },
  });
  await part.start();
  await migrate(host, places, url, supervisor.signal);
  return url;
}

async function migrate(host: Host, places: Places, url: string, signal: AbortSignal): Promise<void> {
  const about = { name: 'migrations', label: 'Database' };
  host.status.set({ ...about, state: 'starting', detail: 'bringing the tables up to date' });
  try {
    await runMigrate(places.root, url, signal);
    host.status.set({ ...about, state: 'ready' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    host.status.set({ ...about, state: 'failed', detail: message });
    throw error;
  }
}

/** As a process of its own: Prisma's command line and the queue's SQL do not belong into the launcher's bundle. */
function runMigrate(root: string, url: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'prisma', 'migrate.mjs')], {
      cwd: root,
      signal,
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new PenstockError('unavailable', errors.trim() || `migrating ended with code ${code}`));
    });
  });
}
