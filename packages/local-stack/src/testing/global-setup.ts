import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, repositoryRoot } from '../cache/cache-dir';
import { ensureExtensions } from '../duckdb/extensions';
import { brokerJars, planKafka } from '../kafka/discover';
import { brokerPorts, type RunningBroker, startBroker } from '../kafka/start';
import { type RunningPostgres, startPostgres } from '../postgres/start';
import { guardDirectory } from './guard';
import { shareTestStack, type TestStack } from './stack-info';

const template = 'penstock_template';

/** Vitest's global setup of the integration project: one Postgres, one Kafka, the extensions, a temporary directory. */
export async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  chmodSync(dir, 0o755); // Postgres may run as another user
  const guard = guardDirectory(dir);
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const [postgres, kafka, extensions] = await Promise.all([
      timed('Postgres', () => testPostgres(dir, guard.watch)).then((running) => {
        stops.push(running.stop);
        return running;
      }),
      timed('Kafka', () => testBroker(dir, guard.watch)).then((broker) => {
        if ('skip' in broker) return broker;
        stops.push(broker.stop);
        return { brokers: broker.brokers };
      }),
      timed('DuckDB extensions', () => ensureExtensions({ cacheDir: cacheDir() })),
    ]);
    shareTestStack({
      adminUrl: postgres.urlOf('postgres'),
      template,
      kafka,
      extensions: 'missing' in extensions ? { skip: extensions.missing } : extensions,
      tempDir: dir,
    });
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function testPostgres(dir: string, onSpawn: (pid: number) => void): Promise<RunningPostgres> {
  const postgres = await startPostgres({
    dir: join(dir, 'postgres'),
    logFile: join(dir, 'postgres.log'),
    onSpawn,
    settings: ['fsync=off', 'full_page_writes=off'], // the files do not outlive the run
  });
  try {
    await migrate(postgres.urlOf(template));
    return postgres;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

function migrate(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = join(repositoryRoot(), 'prisma', 'migrate.mjs');
    const env = { ...process.env, DATABASE_URL: url };
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`migrating failed:\n${output}`))));
  });
}

/** PENSTOCK_TEST_KAFKA=off saves the seconds of its start while working on tests that need none. */
async function testBroker(
  dir: string,
  onSpawn: (pid: number) => void,
): Promise<RunningBroker | Extract<TestStack['kafka'], { skip: string }>> {
  if (process.env.PENSTOCK_TEST_KAFKA === 'off')
    return { skip: 'Kafka is switched off by PENSTOCK_TEST_KAFKA=off' };
  const plan = await planKafka(cacheDir(), { ...process.env, KAFKA_BROKERS: '' });
  if (plan.kind !== 'own') return { skip: `no Kafka for tests: ${plan.kind === 'files' ? plan.reason : ''}` };
  const jars = await brokerJars(plan.jars, cacheDir());
  const home = join(dir, 'kafka');
  const ports = await brokerPorts(home);
  return startBroker({ dir: home, logFile: join(dir, 'kafka.log'), java: plan.java, jars, ports, onSpawn });
}

async function timed<T>(name: string, start: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await start();
  const state =
    typeof result === 'object' && result && 'skip' in result ? `skipped: ${result.skip}` : 'ready';
  console.log(`[integration] ${name} ${state} after ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
}
