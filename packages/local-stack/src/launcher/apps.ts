import { request } from 'node:http';
import { join } from 'node:path';
import { stopTimes } from '../stop-times';
import { startChild } from '../supervisor/child';
import type { PartSpec } from '../supervisor/part';
import type { ProcessRecords } from '../supervisor/process-records';
import type { LauncherHost } from './host';
import type { Places } from './settings';

export interface AppContext {
  places: Places;
  records: ProcessRecords;
  /** read at every start, so that a restart sees what changed */
  environment: () => NodeJS.ProcessEnv;
}

/** runners drain: they finish or roll back the batch in flight */
const drain = [
  { signal: 'SIGTERM' as const, waitMs: stopTimes.runnerMs },
  { signal: 'SIGKILL' as const, waitMs: stopTimes.killMs },
];

function nodeChild(name: string, script: string, context: AppContext, options: string[] = []) {
  const { places, records, environment } = context;
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', join(places.root, script), ...options],
    env: environment(),
    cwd: places.root,
    logFile: join(places.logs, `${name}.log`),
    records,
  };
}

export function serverPart(context: AppContext, options: string[] = []): PartSpec {
  const port = () => Number(context.environment().PENSTOCK_SERVER_PORT);
  return {
    name: 'server',
    label: 'Server',
    start: (stopping) =>
      startChild(
        {
          ...nodeChild('server', 'apps/server/dist/main.mjs', context, options),
          ready: () => answersHttp(port()),
        },
        stopping,
      ),
  };
}

export function runnerPart(context: AppContext): PartSpec {
  return {
    name: 'runner',
    label: 'Runner',
    start: (stopping) =>
      startChild(
        { ...nodeChild('runner', 'apps/runner/dist/main.mjs', context), stopSteps: drain },
        stopping,
      ),
  };
}

export function generatorPart(context: AppContext): PartSpec {
  return {
    name: 'generator',
    label: 'Example messages',
    start: (stopping) =>
      startChild(nodeChild('generator', 'packages/local-stack/dist/generator.mjs', context), stopping),
  };
}

/** The web app answers on the same socket as the page shown before it, so the address never refuses a visitor. */
export function webPart(context: AppContext, host: LauncherHost): PartSpec {
  return {
    name: 'web',
    label: 'Web app',
    detail: () => `http://127.0.0.1:${host.port}`,
    start: async (stopping) => {
      const socket = await host.splash.listening();
      let ready = false;
      const base = nodeChild('web', 'scripts/web.mjs', context);
      const running = await startChild(
        {
          ...base,
          env: { ...base.env, PORT: String(host.port) },
          ipc: (child) => {
            child.on('message', (message) => {
              if (message === 'ready') ready = true;
            });
            child.send('socket', socket);
          },
          ready: async () => ready,
        },
        stopping,
      );
      host.splash.close();
      return running;
    },
  };
}

/** True when anything answers, whatever the status: the port is the server's own. */
function answersHttp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/health', timeout: 2_000 }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 500);
    });
    asked.on('error', () => resolve(false));
    asked.on('timeout', () => asked.destroy());
    asked.end();
  });
}
