import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataLockHolder, takeDataLock } from './data-lock.mjs';
import { identityOf } from './process-identity.mjs';

const directory = () => mkdtempSync(join(tmpdir(), 'penstock-lock-'));
const module = join(import.meta.dirname, 'data-lock.mjs');

/** Takes the lock in another process, which then waits to be killed. */
async function heldByOther(dir: string) {
  const script = `const { takeDataLock } = await import('${module}');
    console.log('release' in takeDataLock('${dir}') ? 'taken' : 'refused'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answer = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
  );
  const kill = () =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGKILL');
    });
  return { answer, pid: child.pid, kill };
}

test('a second start is refused and told who holds the directory', async () => {
  const dir = directory();
  const other = await heldByOther(dir);
  try {
    expect(takeDataLock(dir)).toMatchObject({ heldBy: { pid: other.pid } });
    expect(dataLockHolder(dir)?.pid).toBe(other.pid);
  } finally {
    await other.kill();
  }
});

test('the lock of a process killed with kill -9 frees itself', async () => {
  const dir = directory();
  const other = await heldByOther(dir);
  await other.kill();
  expect(dataLockHolder(dir)).toBeUndefined();
  expect(takeDataLock(dir)).toHaveProperty('release');
});

test('a reused process id does not keep the lock', () => {
  const dir = directory();
  writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot/1' }));
  expect(takeDataLock(dir)).toHaveProperty('release');
});

test('of several who come at a stale lock at once exactly one gets it', async () => {
  const dir = directory();
  writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 1, identity: 'gone' }));
  const others = await Promise.all([1, 2, 3, 4].map(() => heldByOther(dir)));
  await Promise.all(others.map(({ kill }) => kill()));
  expect(others.map(({ answer }) => answer).sort()).toEqual(['refused', 'refused', 'refused', 'taken']);
});

test('after release the next one gets it', () => {
  const dir = directory();
  const lock = takeDataLock(dir, { url: 'http://127.0.0.1:4400' });
  if (!('release' in lock)) throw new Error('not taken');
  expect(JSON.parse(readFileSync(join(dir, 'lock'), 'utf8'))).toMatchObject({
    pid: process.pid,
    identity: identityOf(process.pid),
    url: 'http://127.0.0.1:4400',
  });
  lock.release();
  expect(takeDataLock(dir)).toHaveProperty('release');
});
