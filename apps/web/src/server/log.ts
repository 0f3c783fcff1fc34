import pino, { type Logger } from 'pino';

let logger: Logger | undefined;

/** JSON lines on stdout, which the launcher writes to the web process's log file. Never give it a request's body or cookies. */
export function log(): Logger {
  logger ??= pino({ name: 'web', level: process.env.PENSTOCK_LOG_LEVEL ?? 'info' });
  return logger;
}
