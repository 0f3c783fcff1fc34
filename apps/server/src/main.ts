import { isPenstockError } from '@penstock/common';
import pino from 'pino';
import { readArguments } from './arguments';
import { readEnv } from './env';
import { startServer } from './start-server';

/** Logs go to standard error: standard output carries the base URL of `--catalog-only`. */
const log = pino(
  { level: process.env.LOG_LEVEL ?? 'info', base: { process: 'server' } },
  pino.destination(2),
);

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  const server = await startServer(readEnv(process.env), args, log);
  log.info({ url: server.baseUrl }, 'listening');
  if (args.catalogOnly || args.printUrl) process.stdout.write(`${server.baseUrl}\n`);
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    server.close().then(
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
  else log.fatal({ err }, 'the server could not start');
  process.exit(1);
});
