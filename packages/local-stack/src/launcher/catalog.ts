import { mkdirSync } from 'node:fs';
import { ProcessRecords, stopRecordedOrphans } from '../supervisor/process-records';
import { Supervisor } from '../supervisor/supervisor';
import { serverPart } from './apps';
import { bringUpDatabase } from './database';
import type { LauncherHost } from './host';
import { childEnvironment, placesIn } from './settings';

/** Postgres and the Iceberg catalog alone, on a fixed port, for checks of the catalog from outside. */
export function launchCatalog(host: Omit<LauncherHost, 'splash'>): {
  ready: Promise<void>;
  stop(): Promise<void>;
} {
  const places = placesIn(host.root, host.data);
  mkdirSync(places.logs, { recursive: true });
  const supervisor = new Supervisor(['server', 'postgres'], host.status.set);
  return { ready: bringUp(), stop: () => supervisor.stopAll() };

  async function bringUp(): Promise<void> {
    await stopRecordedOrphans(places.processes, ['server']);
    const databaseUrl = await bringUpDatabase(host, places, supervisor);
    const kafka = { kind: 'files' as const, dir: places.messages };
    const environment = await childEnvironment(places, { databaseUrl, kafka, serverPort: host.port });
    const context = { places, records: new ProcessRecords(places.processes), environment: () => environment };
    await supervisor.add(serverPart(context, ['--catalog-only'])).start();
  }
}
