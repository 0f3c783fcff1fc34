import { fileURLToPath } from 'node:url';
import { isPenstockError } from '@penstock/common';
import { readLocalConnection } from '@penstock/control/runner';
import { EmbeddedEngine } from '@penstock/engine';
import pino from 'pino';
import { readExtensions } from './engines/extensions';
import { createRegistry } from './engines/registry';
import { readEnv } from './env';
import { startRunner } from './start-runner';

const log = pino(
  { level: process.env.LOG_LEVEL ?? 'info', base: { process: 'runner' } },
  pino.destination(2),
);

/** The engine's child process is a bundle of its own package. */
const childEntry = fileURLToPath(
  new URL('../../../packages/engine/dist/pipeline-child.mjs', import.meta.url),
);

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const runner = await startRunner({
    name: env.PENSTOCK_RUNNER_NAME,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    secretKey: env.PENSTOCK_SECRET_KEY,
    localConnection: readLocalConnection(env.PENSTOCK_KAFKA),
    catalogUri: env.PENSTOCK_SERVER_URL,
    dataDir: env.PENSTOCK_DATA,
    engines: createRegistry([new EmbeddedEngine({ entry: childEntry })]),
    extensions: () => readExtensions(env.PENSTOCK_EXTENSIONS_FILE),
    log,
    onSuperseded: () => {
      log.error('another runner has started under this name; give each runner its own PENSTOCK_RUNNER_NAME');
      process.exit(1);
    },
  });
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'draining');
    runner.stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((err: unknown) => {
  if (isPenstockError(err) && err.code === 'bad_input') process.stderr.write(`${err.message}\n`);
  else log.fatal({ err }, 'the runner could not start');
  process.exit(1);
});
