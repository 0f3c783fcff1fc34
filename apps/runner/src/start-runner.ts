import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  type ConnectionConfig,
  createRunnerControl,
  reconcileEveryMs,
  runnerHeartbeatEveryMs,
  startDispatchWorker,
} from '@penstock/control/runner';
import type { DuckDbExtensions } from '@penstock/engine';
import { stopTimes } from '@penstock/local-stack/stop-times';
import type { Logger } from 'pino';
import { HolderPool } from './deployments/holder-pool';
import type { EngineRegistry } from './engines/registry';
import { startReconcileLoop } from './reconcile/reconcile-loop';
import { startHeartbeat } from './registration/heartbeat';

export type RunnerOptions = {
  name: string;
  databaseUrl: string;
  redisUrl?: string | undefined;
  secretKey: string;
  localConnection?: ConnectionConfig | null;
  catalogUri: string;
  /** Folder for temporary files; the part under this runner's name is emptied at start. */
  dataDir: string;
  engines: EngineRegistry;
  extensions(): Promise<DuckDbExtensions>;
  log: Logger;
  /** Another process took this runner's name: everything has been killed. */
  onSuperseded(): void;
  reconcileEveryMs?: number;
  drainMs?: number;
};

export type RunningRunner = {
  readonly incarnation: string;
  readonly pool: HolderPool;
  /** Looks for unattended deployments now instead of at the next turn. */
  reconcile(): Promise<void>;
  /** Drains every run, gives the leases back, and leaves the list of runners. */
  stop(): Promise<void>;
};

/** Takes deployments up and carries them out until stopped. Waits for nothing: a database that is away is tried again. */
export async function startRunner(options: RunnerOptions): Promise<RunningRunner> {
  const { name, log } = options;
  const incarnation = randomUUID();
  const workDir = join(options.dataDir, 'runs', name.replace(/[^A-Za-z0-9_.-]/g, '_'));
  await rm(workDir, { recursive: true, force: true });
  await mkdir(workDir, { recursive: true });
  const control = createRunnerControl({
    databaseUrl: options.databaseUrl,
    secretKey: options.secretKey,
    localConnection: options.localConnection ?? null,
    onConnectionError: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  const pool = new HolderPool({
    control,
    workDir,
    identity: { owner: name, incarnation },
    engines: options.engines,
    catalogUri: options.catalogUri,
    extensions: options.extensions,
    log: (level, what, details) => log[level](details, what),
    drainMs: options.drainMs ?? stopTimes.runDrainMs,
  });
  const onError = (err: unknown) => log.warn({ err }, 'the database gave no answer');
  const heartbeat = startHeartbeat({
    registration: control.registration,
    pool,
    everyMs: runnerHeartbeatEveryMs,
    onError,
    identity: { name, incarnation, host: hostname(), pid: process.pid, engines: options.engines.names },
    onSuperseded: () =>
      void pool.kill('another process registered under this name').then(options.onSuperseded),
  });
  const loop = startReconcileLoop({
    tasks: control.tasks,
    pool,
    identity: { owner: name, incarnation },
    everyMs: options.reconcileEveryMs ?? reconcileEveryMs,
    onError,
  });
  const worker = startDispatchWorker(
    {
      databaseUrl: options.databaseUrl,
      redisUrl: options.redisUrl,
      onError: (err) => log.warn({ err }, 'the queue has a problem; the reconcile goes on'),
    },
    (job) => pool.attend(job.payload.deploymentId),
  );
  log.info({ name, incarnation, engines: options.engines.names }, 'runner ready');
  return {
    incarnation,
    pool,
    reconcile: loop.turn,
    async stop() {
      await loop.close();
      await Promise.all([pool.drain(), worker.close()]);
      await heartbeat.close();
      await control.close();
    },
  };
}
