import 'server-only';
import { createServerClient, type ServerClient } from '@penstock/control';
import { env } from './env';

let client: ServerClient | undefined;

/** The server process's internal API; needs no Postgres, so previews and health go on without it. */
export function server(): ServerClient {
  client ??= createServerClient({ baseUrl: env().PENSTOCK_SERVER_URL, token: env().PENSTOCK_INTERNAL_TOKEN });
  return client;
}
