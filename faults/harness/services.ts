import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, repositoryRoot } from '../../packages/local-stack/src/cache/cache-dir';
import { ensureExtensions } from '../../packages/local-stack/src/duckdb/extensions';
import { brokerJars, planKafka } from '../../packages/local-stack/src/kafka/discover';
import { brokerPorts, startBroker } from '../../packages/local-stack/src/kafka/start';
import { startPostgres } from '../../packages/local-stack/src/postgres/start';
import { guardDirectory } from '../../packages/local-stack/src/testing/guard';
import { within } from '../run/within';

/** A service that can be killed and brought back on the same files and port. */
export type Service = {
  kill(signal: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};
export type Extensions = { avro: string; httpfs: string; iceberg: string };
export type Services = {
  dir: string;
  databaseUrl: string;
  brokers: string[];
  extensions: Extensions;
  postgres: Service;
  kafka: Service;
  /** Ends the process with the session, however that ends. */
  watch(pid: number): void;
  close(): Promise<void>;
};

/** A Postgres and a Kafka of one session alone, because faults kill them. Gives the reason where they cannot be had. */
export async function startServices(): Promise<Services | { skip: string }> {
  const extensions = await ensureExtensions({ cacheDir: cacheDir() });
  if ('missing' in extensions) return { skip: extensions.missing };
  const plan = await planKafka(cacheDir(), { ...process.env, KAFKA_BROKERS: '' });
  if (plan.kind !== 'own')
    return { skip: plan.kind === 'files' ? plan.reason : 'there is no Kafka of our own' };
  const dir = mkdtempSync(join(tmpdir(), 'penstock-faults-'));
  chmodSync(dir, 0o755); // Postgres may run as another user
  const { watch } = guardDirectory(dir);
  const started: Service[] = [];
  const close = async () => {
    await Promise.all(started.map((service) => service.stop()));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const jars = await brokerJars(plan.jars, cacheDir());
    const [postgres, kafka] = await Promise.all([
      ownPostgres(dir, watch).then((service) => keep(service, started)),
      ownKafka(dir, { java: plan.java, jars }, watch).then((service) => keep(service, started)),
    ]);
    const { databaseUrl } = postgres;
    return { dir, databaseUrl, brokers: kafka.brokers, extensions, postgres, kafka, watch, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function keep<T extends Service>(service: T, started: Service[]): T {
  started.push(service);
  return service;
}

async function ownPostgres(dir: string, onSpawn: (pid: number) => void) {
  const options = {
    dir: join(dir, 'postgres'),
    logFile: join(dir, 'postgres.log'),
    onSpawn,
    // processes are killed here, the machine's power is cut for the warehouse alone
    settings: ['fsync=off', 'full_page_writes=off'],
  };
  let running = await startPostgres(options);
  await migrate(running.url);
  const service: Service = {
    async kill(signal) {
      process.kill(running.pid, signal);
      await running.exited;
    },
    async restart() {
      // its last sessions may still be ending
      running = await within('Postgres starts again', () => startPostgres(options));
    },
    stop: () => running.stop(),
  };
  return { ...service, databaseUrl: running.url };
}

async function ownKafka(
  dir: string,
  program: { java: string; jars: string },
  onSpawn: (pid: number) => void,
) {
  const home = join(dir, 'kafka');
  const ports = await brokerPorts(home);
  const options = { dir: home, logFile: join(dir, 'kafka.log'), ...program, ports, onSpawn };
  let running = await startBroker(options);
  const service: Service = {
    async kill(signal) {
      process.kill(running.pid, signal);
      await running.exited;
    },
    async restart() {
      running = await startBroker(options);
    },
    stop: () => running.stop(),
  };
  return { ...service, brokers: running.brokers };
}

async function migrate(databaseUrl: string): Promise<void> {
  const child = spawn(process.execPath, [join(repositoryRoot(), 'prisma/migrate.mjs')], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error('the database could not be migrated');
}
