import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache/cache-dir';
import { planKafka } from '../kafka/discover';
import { keepBounded } from '../process/log-file';
import type { SupervisedPart } from '../supervisor/part';
import { ProcessRecords, stopRecordedOrphans } from '../supervisor/process-records';
import { Supervisor } from '../supervisor/supervisor';
import { type AppContext, generatorPart, runnerPart, serverPart, webPart } from './apps';
import { bringUpDatabase } from './database';
import { bringUpExtensions, forgetExtensions } from './extensions';
import type { LauncherHost } from './host';
import { bringUpBroker, files, type MessagesPlan, planMessages, reportNoBroker } from './messages';
import { childEnvironment, type Places, placesIn } from './settings';

export { ensureExtensions } from '../duckdb/extensions';
export { launchCatalog } from './catalog';

/** Users of a part before the part itself. */
const stopOrder = ['web', 'runner', 'server', 'generator', 'kafka', 'postgres'];

export interface Launched {
  /** ends every part in order; nothing of it runs afterwards */
  stop(): Promise<void>;
}

/** Starts everything in the background; `ready` settles when the page, the server and the runner are up. */
export function launch(host: LauncherHost): Launched & { ready: Promise<void> } {
  const places = placesIn(host.root, host.data);
  for (const dir of [places.logs, join(host.data, 'run')]) mkdirSync(dir, { recursive: true });
  const supervisor = new Supervisor(stopOrder, (status) => {
    if (!supervisor.isStopping) host.status.set(status);
  });
  const logs = setInterval(() => boundLogs(places.logs), 20_000);
  return {
    ready: bringUp(host, places, supervisor),
    stop: async () => {
      clearInterval(logs);
      await supervisor.stopAll();
    },
  };
}

async function bringUp(host: LauncherHost, places: Places, supervisor: Supervisor): Promise<void> {
  const orphans = await stopRecordedOrphans(places.processes, stopOrder);
  if (orphans.length > 0) host.say(`Left over from an earlier start and now stopped: ${orphans.join(', ')}.`);
  forgetExtensions(places);
  const planning = planKafka(cacheDir()).then((plan) => planMessages(plan, places, host.say));
  const databaseUrl = await bringUpDatabase(host, places, supervisor);
  if (supervisor.isStopping) return;
  const messages = await planning;
  let environment = await childEnvironment(places, { databaseUrl, kafka: messages.setting });
  const context: AppContext = {
    places,
    records: new ProcessRecords(places.processes),
    environment: () => environment,
  };
  const specs = [webPart(context, host), serverPart(context), runnerPart(context)];
  const apps = Promise.all(specs.map((spec) => startOrKeepTrying(supervisor.add(spec))));
  const useFiles = async (plan: MessagesPlan) => {
    environment = { ...environment, PENSTOCK_KAFKA: JSON.stringify(plan.setting) };
    await apps;
    await Promise.all(['server', 'runner', 'web'].map((name) => supervisor.get(name)?.restart()));
  };
  // after the page: the fetching below takes the machine's attention
  const later = apps.then(async () => {
    await Promise.all([
      bringUpExtensions(host, places, supervisor.signal),
      bringUpMessages(messages, host, places, supervisor, context, useFiles),
    ]);
  });
  later.catch((error) => {
    if (supervisor.isStopping) return;
    host.say(`Not everything could be started: ${error instanceof Error ? error.message : error}`);
  });
  await apps;
}

/** A part that fails the first time shows why on the page and is tried again; the others go on. */
async function startOrKeepTrying(part: SupervisedPart): Promise<void> {
  try {
    await part.start();
  } catch {
    part.startEventually();
  }
}

/** The broker, or message files where it cannot be had; then the example's messages. */
async function bringUpMessages(
  messages: MessagesPlan,
  host: LauncherHost,
  places: Places,
  supervisor: Supervisor,
  context: AppContext,
  useFiles: (plan: MessagesPlan) => Promise<void>,
): Promise<void> {
  let plan = messages;
  if (plan.kind === 'own') {
    try {
      await bringUpBroker(plan, host, places, supervisor);
    } catch (error) {
      if (supervisor.isStopping) return;
      plan = files(places, error instanceof Error ? error.message : String(error));
      await useFiles(plan);
    }
  }
  reportNoBroker(plan, host);
  // into somebody else's Kafka only when asked to
  const wanted = process.env.PENSTOCK_GENERATOR ?? (plan.kind === 'given' ? 'off' : 'on');
  if (wanted === 'off' || supervisor.isStopping) {
    host.status.set({
      name: 'generator',
      label: 'Example messages',
      state: 'absent',
      detail: 'PENSTOCK_GENERATOR=on switches them on',
    });
    return;
  }
  supervisor.add(generatorPart(context)).startEventually();
}

function boundLogs(dir: string): void {
  for (const name of readdirSync(dir)) if (name.endsWith('.log')) keepBounded(join(dir, name));
}
