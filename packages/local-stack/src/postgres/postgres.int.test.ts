import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { identityOf } from '../before-install/process-identity.mjs';
import { signal } from '../process/stop-process';
import { guardProcess, tempDir } from '../testing';
import { type RunningPostgres, startPostgres } from './start';

const running: RunningPostgres[] = [];
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
});

async function start(dir: string) {
  const notices: string[] = [];
  const postgres = await startPostgres({
    dir,
    logFile: join(dir, 'postgres.log'),
    database: 'postgres',
    settings: ['fsync=off'],
    onSpawn: guardProcess,
    notice: (message) => notices.push(message),
  });
  running.push(postgres);
  return { postgres, notices };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what was committed survives kill -9 of Postgres, and the next start has the same address', async () => {
  const dir = tempDir('postgres');
  const { postgres } = await start(dir);
  await query(postgres.url, 'create table kept as select 42 as answer');
  signal(postgres.pid, 'SIGKILL', true); // with its workers, as when the machine runs out of memory
  await postgres.exited;
  const again = await start(dir);
  expect(again.postgres.url).toBe(postgres.url);
  expect(await query(again.postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a Postgres left over from a killed start is stopped cleanly and its data is there', async () => {
  const dir = tempDir('postgres');
  const { postgres } = await start(dir); // nobody stops it: that is the leftover
  await query(postgres.url, 'create table kept as select 42 as answer');
  const again = await start(dir);
  expect(again.notices.join()).toMatch(/left over from an earlier start/);
  expect(identityOf(postgres.pid)).toBeUndefined();
  expect(await postgres.exited).toEqual({ code: 0, signal: null });
  expect(await query(again.postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test("a stale postmaster.pid that names another program's process does not stop it or keep Postgres from starting", async () => {
  const dir = tempDir('postgres');
  const first = await start(dir);
  await first.postgres.stop();
  writeFileSync(join(dir, 'pgdata', 'postmaster.pid'), `${process.pid}\n${join(dir, 'pgdata')}\n`);
  const again = await start(dir);
  expect(await query(again.postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a port that another program took meanwhile is replaced, said, and remembered', async () => {
  const dir = tempDir('postgres');
  const first = await start(dir);
  await first.postgres.stop();
  const other = createServer().listen(first.postgres.port, '127.0.0.1');
  await once(other, 'listening');
  try {
    const again = await start(dir);
    expect(again.postgres.port).not.toBe(first.postgres.port);
    expect(again.notices.join()).toMatch(/is used by another program/);
    expect(readFileSync(join(dir, 'port'), 'utf8')).toBe(String(again.postgres.port));
  } finally {
    other.close();
  }
});

test('nobody gets in without the password, and only its owner can read it', async () => {
  const dir = tempDir('postgres');
  const { postgres } = await start(dir);
  const url = new URL(postgres.url);
  url.password = 'wrong';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  expect(statSync(join(dir, 'password')).mode & 0o077).toBe(0);
  expect(await query(postgres.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
});

test('files of another major version are refused and left as they are', async () => {
  const dir = tempDir('postgres');
  const first = await start(dir);
  await first.postgres.stop();
  writeFileSync(join(dir, 'pgdata', 'PG_VERSION'), '15\n');
  await expect(start(dir)).rejects.toThrow(/written by Postgres 15.*--data DIR/s);
  expect(existsSync(join(dir, 'pgdata', 'base'))).toBe(true);
});
