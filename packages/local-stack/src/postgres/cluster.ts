import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PenstockError } from '@penstock/common';
import { readSmallFile } from '../process/private-file';
import type { PostgresBinaries } from './binaries';
import type { UnixUser } from './unix-user';

export interface Cluster {
  /** Postgres's own data directory (PGDATA) */
  pgdata: string;
  binaries: PostgresBinaries;
  user: UnixUser | undefined;
}

/**
 * Makes the database files the first time, and refuses files of another major version. An interrupted first time
 * leaves nothing behind that would be taken for a database: the files are made beside and renamed at the end.
 */
export async function ensureCluster(cluster: Cluster, password: string): Promise<'made' | 'found'> {
  const found = readSmallFile(join(cluster.pgdata, 'PG_VERSION'));
  if (found !== undefined && found !== cluster.binaries.major) {
    throw new PenstockError(
      'blocked',
      `The data in ${cluster.pgdata} was written by Postgres ${found}; this version of Penstock brings Postgres ${cluster.binaries.major}. ` +
        'Start the version of Penstock that wrote it, or use another data directory (npm start -- --data DIR).',
    );
  }
  if (found !== undefined) return 'found';
  const draft = `${cluster.pgdata}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (cluster.user) chownSync(draft, cluster.user.uid, cluster.user.gid);
  await initdb(cluster, draft, password);
  rmSync(cluster.pgdata, { recursive: true, force: true });
  renameSync(draft, cluster.pgdata);
  return 'made';
}

async function initdb(cluster: Cluster, pgdata: string, password: string): Promise<void> {
  const passwordFile = `${pgdata}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (cluster.user) chownSync(passwordFile, cluster.user.uid, cluster.user.gid);
  try {
    await runInitdb(cluster, [
      `--pgdata=${pgdata}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256', // every connection needs the password, also from this machine
      '--encoding=UTF8',
      '--locale-provider=builtin', // the same order of texts on every machine
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(cluster: Cluster, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(cluster.binaries.initdb, args, {
      ...(cluster.user && { uid: cluster.user.uid, gid: cluster.user.gid }),
      cwd: '/',
      env: postgresEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (cause) => reject(initdbFailed(cause.message, cause)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(initdbFailed(output.trim()))));
  });
}

function initdbFailed(output: string, cause?: unknown): PenstockError {
  return new PenstockError(
    'unavailable',
    `Postgres could not make its files. Its own words:\n${output}\nMend that, or set DATABASE_URL to a Postgres of yours.`,
    { cause },
  );
}

/** Without the caller's PG* variables, which would otherwise change defaults. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
