import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActorRef, type Control, createControl } from '@penstock/control';
import pg from 'pg';
import { repositoryRoot } from '../../packages/local-stack/src/cache/cache-dir';
import { freePort } from '../../packages/local-stack/src/net/ports';
import { type CatalogProxy, catalogProxy } from './catalog-proxy';
import { ProcessGroups } from './process-groups';
import { RespawnedProcess } from './respawned-process';
import { type Services, startServices } from './services';

const root = repositoryRoot();

export type Installation = {
  services: Services;
  control: Control;
  actor: ActorRef;
  /** For the oracle and for hands in the database. */
  db: pg.Pool;
  server: RespawnedProcess;
  serverUrl: string;
  internalToken: string;
  runner: RespawnedProcess;
  /** A further runner under a name of its own. */
  addRunner(name: string): RespawnedProcess;
  /** What the pipelines take for the catalog. */
  proxy: CatalogProxy;
  warehouse: string;
  /** What the server has made durable, see record-syncs.mjs. */
  syncLog: string;
  logDir: string;
  /** Ends and names processes of server and runners that no living one has any more; pipelines have to be stopped. */
  endOrphans(): Promise<string[]>;
  /** Throws when a process outlives the installation. */
  close(): Promise<void>;
};

/** The real server and runner from their bundles, on services of their own. Gives the reason where that cannot be had. */
export async function startInstallation(): Promise<Installation | { skip: string }> {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-web'], { stdio: 'pipe' });
  const services = await startServices();
  return 'skip' in services ? services : await startProcesses(services);
}

async function startProcesses(services: Services): Promise<Installation> {
  const { dir, databaseUrl } = services;
  const port = await freePort();
  const serverUrl = `http://127.0.0.1:${port}`;
  const env = environment(services, port);
  const syncLog = join(dir, 'syncs.jsonl');
  const groups = new ProcessGroups();
  const onSpawn = (pid: number) => {
    services.watch(pid);
    groups.add(pid);
  };
  const make = (name: string, file: string, extra: Record<string, string>, nodeArgs: string[] = []) =>
    new RespawnedProcess({
      name,
      file: join(root, file),
      nodeArgs,
      env: { ...env, ...extra },
      logFile: join(dir, `${name}.log`),
      onSpawn,
    });
  const server = make('server', 'apps/server/dist/main.mjs', { RECORD_SYNCS: syncLog }, [
    '--import',
    join(root, 'faults/harness/record-syncs.mjs'),
  ]);
  const proxy = await catalogProxy(serverUrl);
  const addRunner = (name: string) => {
    const extra = { PENSTOCK_SERVER_URL: proxy.baseUrl, PENSTOCK_RUNNER_NAME: name };
    const added = make(name, 'apps/runner/dist/main.mjs', extra);
    added.start();
    return added;
  };
  server.start();
  const runner = addRunner('runner-1');
  const control = createControl({
    databaseUrl,
    server: { baseUrl: serverUrl, token: env.PENSTOCK_INTERNAL_TOKEN },
  });
  const db = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  db.on('error', () => {}); // Postgres is killed here
  return {
    services,
    control,
    actor: await control.localUser(),
    db,
    server,
    serverUrl,
    internalToken: env.PENSTOCK_INTERNAL_TOKEN,
    runner,
    addRunner,
    proxy,
    warehouse: env.PENSTOCK_WAREHOUSE,
    syncLog,
    logDir: dir,
    endOrphans: () => groups.endOrphans([runner.pid], [server.pid]),
    async close() {
      await runner.down('SIGTERM');
      await server.down('SIGTERM');
      const orphans = await groups.endOrphans([], []);
      await proxy.close();
      await db.end();
      await control.close();
      await services.close();
      if (orphans.length > 0) throw new Error(`processes were left: ${orphans.join('; ')}`);
    },
  };
}

function environment({ dir, databaseUrl, extensions, brokers }: Services, port: number) {
  const extensionsFile = join(dir, 'extensions.json');
  writeFileSync(extensionsFile, JSON.stringify(extensions));
  const warehouse = join(dir, 'warehouse');
  mkdirSync(warehouse);
  return {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PENSTOCK_DATA: dir,
    PENSTOCK_WAREHOUSE: warehouse,
    PENSTOCK_SERVER_PORT: String(port),
    PENSTOCK_INTERNAL_TOKEN: randomBytes(24).toString('hex'),
    PENSTOCK_SECRET_KEY: randomBytes(32).toString('hex'),
    PENSTOCK_EXTENSIONS_FILE: extensionsFile,
    PENSTOCK_KAFKA: JSON.stringify({ kind: 'kafka', brokers }),
  };
}
