import { createCatalog, startMaintenance } from '@penstock/control/catalog';
import pino from 'pino';
import { crashPoint } from '../../../src/crash-point';
import { dispatchRequest } from '../../../src/http/dispatch-request';
import { listen } from '../../../src/http/listen';

/**
 * The catalog that kills itself with SIGKILL at a named step of a commit (CRASH_AT, see `crashPoint`). UPKEEP = limits
 * as JSON: tables are tidied as well. Environment otherwise as for the server.
 */
const log = pino({ level: 'warn' }, pino.destination(2));
const catalog = createCatalog({
  databaseUrl: process.env.DATABASE_URL ?? '',
  warehouse: process.env.PENSTOCK_WAREHOUSE ?? '',
  access: { internalToken: null, fixedTokens: {}, anonymous: true },
  logFault: (err) => log.warn({ err }),
  ...crashPoint(process.env.CRASH_AT),
});
const upkeep = process.env.UPKEEP;
if (upkeep !== undefined) {
  startMaintenance(catalog.context, {
    limits: JSON.parse(upkeep),
    onError: (err, what) => log.warn({ err, what }, 'upkeep'),
  });
}
const port = Number(process.env.PENSTOCK_SERVER_PORT ?? '0');
const listening = await listen('127.0.0.1', port, (request, response) => {
  void dispatchRequest({ catalog, internal: null, anonymous: true, log }, request, response);
});
process.stdout.write(`${listening.baseUrl}\n`);
