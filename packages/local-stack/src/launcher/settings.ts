import { join } from 'node:path';
import { freePort } from '../net/ports';
import { secretIn } from '../process/private-file';

/** Where everything of one data directory lives. */
export interface Places {
  root: string;
  data: string;
  logs: string;
  statusFile: string;
  extensionsFile: string;
  messages: string;
  processes: string;
}

export function placesIn(root: string, data: string): Places {
  return {
    root,
    data,
    logs: join(data, 'logs'),
    statusFile: join(data, 'status.json'),
    extensionsFile: join(data, 'run', 'extensions.json'),
    messages: join(data, 'messages'),
    processes: join(data, 'run', 'processes.json'),
  };
}

export type KafkaSetting = { kind: 'kafka'; brokers: string[] } | { kind: 'files'; dir: string };

/**
 * The environment that server, web, runner and generator are given. Secrets are made once per data directory and kept
 * in files that only their owner can read.
 */
export async function childEnvironment(
  places: Places,
  given: { databaseUrl: string; kafka: KafkaSetting; serverPort?: number },
): Promise<NodeJS.ProcessEnv> {
  const serverPort = given.serverPort ?? (await freePort());
  return {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: given.databaseUrl,
    PENSTOCK_DATA: places.data,
    PENSTOCK_WAREHOUSE: process.env.PENSTOCK_WAREHOUSE || join(places.data, 'warehouse'),
    PENSTOCK_SERVER_URL: `http://127.0.0.1:${serverPort}`,
    PENSTOCK_SERVER_PORT: String(serverPort),
    PENSTOCK_INTERNAL_TOKEN: secretIn(join(places.data, 'secrets', 'internal-token')),
    PENSTOCK_SECRET_KEY: secretIn(join(places.data, 'secrets', 'secret-key')),
    PENSTOCK_STATUS_FILE: places.statusFile,
    PENSTOCK_EXTENSIONS_FILE: places.extensionsFile,
    PENSTOCK_KAFKA: JSON.stringify(given.kafka),
    PENSTOCK_EXAMPLE_DIR: join(places.root, 'examples', 'shop-streams'),
    PENSTOCK_RUNNER_NAME: 'runner-1',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
