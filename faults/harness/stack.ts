import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ActorRef, type ControlServices, createControl } from '@penstock/control';
import { createTestDatabase, extensionPaths, tempDir, testKafka } from '@penstock/local-stack/testing';
import { RespawnedProcess } from './respawned-process';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type FaultStack = {
  databaseUrl: string;
  brokers: string[];
  extensions: { avro: string; httpfs: string; iceberg: string };
  control: ControlServices;
  actor: ActorRef;
  server: RespawnedProcess;
  runner: RespawnedProcess;
  logDir: string;
  close(): Promise<void>;
};

/**
 * The real processes of one installation on a database, a warehouse and a broker of their own test run: server and
 * runner from their bundles, restarted when they die. Returns a reason where Kafka or the extensions cannot be had.
 */
export async function startFaultStack(): Promise<FaultStack | { skip: string }> {
  const kafka = testKafka();
  if ('skip' in kafka) return kafka;
  const extensions = extensionPaths();
  if ('skip' in extensions) return extensions;
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-web'], { stdio: 'pipe' });

  const database = await createTestDatabase();
  const dir = tempDir('faults');
  const extensionsFile = join(dir, 'extensions.json');
  writeFileSync(extensionsFile, JSON.stringify(extensions));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    PENSTOCK_DATA: dir,
    PENSTOCK_WAREHOUSE: join(dir, 'warehouse'),
    PENSTOCK_SERVER_URL: `http://127.0.0.1:${port}`,
    PENSTOCK_SERVER_PORT: String(port),
    PENSTOCK_INTERNAL_TOKEN: randomBytes(24).toString('hex'),
    PENSTOCK_SECRET_KEY: randomBytes(32).toString('hex'),
    PENSTOCK_EXTENSIONS_FILE: extensionsFile,
    PENSTOCK_KAFKA: JSON.stringify({ kind: 'kafka', brokers: kafka.brokers }),
    PENSTOCK_RUNNER_NAME: 'runner-1',
  };
  const server = new RespawnedProcess(
    'server',
    join(root, 'apps/server/dist/main.mjs'),
    env,
    join(dir, 'server.log'),
  );
  const runner = new RespawnedProcess(
    'runner',
    join(root, 'apps/runner/dist/main.mjs'),
    env,
    join(dir, 'runner.log'),
  );
  server.start();
  runner.start();
  const control = createControl({
    databaseUrl: database.url,
    server: { baseUrl: env.PENSTOCK_SERVER_URL, token: env.PENSTOCK_INTERNAL_TOKEN },
  });
  return {
    databaseUrl: database.url,
    brokers: kafka.brokers,
    extensions,
    control,
    actor: await control.localUser(),
    server,
    runner,
    logDir: dir,
    async close() {
      await runner.stop();
      await server.stop();
      await control.close();
      await database.drop();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
