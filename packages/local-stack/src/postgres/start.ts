import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PenstockError } from '@penstock/common';
import pg from 'pg';
import { identityOf } from '../before-install/process-identity.mjs';
import { portNear } from '../net/ports';
import { logTail, openLog } from '../process/log-file';
import { readSmallFile, secretIn, writeAtomically } from '../process/private-file';
import { stopProcess } from '../process/stop-process';
import { type Cluster, ensureCluster, postgresEnvironment } from './cluster';
import { placeCluster } from './location';
import { clearOrphan, postgresStopSteps } from './orphan';

export interface PostgresOptions {
  /** where files, password and port are kept; made when missing */
  dir: string;
  logFile: string;
  /** name of the database in the returned address (default `penstock`); migrating creates it */
  database?: string;
  /** further settings, for example ['fsync=off'] for tests */
  settings?: string[];
  /** told in a sentence what the person should know, for example that an orphan was stopped */
  notice?: (message: string) => void;
  /** told the process id as soon as there is one, before the part is ready */
  onSpawn?: (pid: number) => void;
}

export interface RunningPostgres {
  url: string;
  port: number;
  pid: number;
  /** address of another database of the same server */
  urlOf(database: string): string;
  /** settles when the server process has ended, whoever ended it */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** fast shutdown: sessions are cut, everything is written */
  stop(): Promise<void>;
}

const attempts = 5;

/**
 * Starts Postgres on loopback with a random password kept in `dir`. Stops an orphan of an earlier start first, keeps
 * its port from one start to the next while it is free, and returns once a query was answered.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  mkdirSync(options.dir, { recursive: true });
  const cluster = placeCluster(options.dir, options.notice);
  if ((await clearOrphan(cluster.pgdata)) === 'stopped') {
    options.notice?.(
      'A Postgres left over from an earlier start was still running; it has been stopped cleanly.',
    );
  }
  const password = secretIn(join(options.dir, 'password'));
  await ensureCluster(cluster, password);
  for (let attempt = 1; ; attempt += 1) {
    const port = await rememberedPort(options);
    const started = await launch(cluster, options, port, password);
    if (started !== 'port taken') return started;
    if (attempt === attempts) throw cannotStart(options, 'no free port was found');
  }
}

async function rememberedPort(options: PostgresOptions): Promise<number> {
  const file = join(options.dir, 'port');
  const remembered = Number(readSmallFile(file)) || undefined;
  const port = await portNear(remembered);
  if (remembered !== undefined && port !== remembered) {
    options.notice?.(`Postgres's port ${remembered} is used by another program; using ${port} from now on.`);
  }
  writeAtomically(file, String(port));
  return port;
}

async function launch(
  cluster: Cluster,
  options: PostgresOptions,
  port: number,
  password: string,
): Promise<RunningPostgres | 'port taken'> {
  const log = openLog(options.logFile);
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', ...tuning];
  const child = spawn(
    cluster.binaries.postgres,
    [
      '-D',
      cluster.pgdata,
      ...[...settings, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting]),
    ],
    {
      ...(cluster.user && { uid: cluster.user.uid, gid: cluster.user.gid }),
      cwd: '/',
      detached: true, // its own process group: Ctrl-C in the terminal must not reach it before its clients have ended
      env: postgresEnvironment(),
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  log.close();
  const exited = exitOf(child);
  const pid = child.pid;
  const identity = pid === undefined ? undefined : identityOf(pid);
  if (pid === undefined || identity === undefined) {
    await exited;
    throw cannotStart(options, logTail(options.logFile));
  }
  options.onSpawn?.(pid);
  const urlOf = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  const stop = async () => {
    await stopProcess({ pid, identity }, { steps: postgresStopSteps });
    await exited;
  };
  const outcome = await Promise.race([
    answers(urlOf('postgres'), exited),
    exited.then(() => 'ended' as const),
  ]);
  if (outcome === 'ended') {
    const tail = logTail(options.logFile);
    if (/Address already in use|could not bind/.test(tail)) return 'port taken';
    throw cannotStart(options, tail);
  }
  return { url: urlOf(options.database ?? 'penstock'), port, pid, urlOf, exited, stop };
}

/** Modest: the other half of the machine belongs to the engines. */
const tuning = ['max_connections=200', 'shared_buffers=96MB', 'timezone=UTC', 'log_timezone=UTC', 'jit=off'];

function exitOf(child: ChildProcess): RunningPostgres['exited'] {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: 127, signal: null }));
  });
}

/** Resolves when a query is answered. After a crash Postgres may first replay its log for a while; that is waited for. */
async function answers(url: string, exited: Promise<unknown>): Promise<'up'> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return 'up';
    } catch {
      await delay(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return new Promise(() => {});
}

function cannotStart(options: PostgresOptions, why: string): PenstockError {
  return new PenstockError(
    'unavailable',
    `Postgres could not be started: ${why}\nIts log is ${options.logFile}. Mend that, or set DATABASE_URL to a Postgres of yours.`,
  );
}
