// Runs before anything is installed or built, so only Node's built-ins are imported here.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isRunning } from './process-identity.mjs';

/**
 * Takes the lock of a data directory. The lock names its holder by process id and start time, so a lock whose holder
 * was killed (kill -9, power cut) frees itself, and a reused process id does not keep it.
 * @param {string} dir made when missing
 * @param {Record<string, unknown>} [about] what to tell the next one who comes, for example the address
 * @returns {{ release(): void } | { heldBy: { pid: number } & Record<string, unknown> }}
 */
export function takeDataLock(dir, about = {}) {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'lock');
  for (;;) {
    if (createExclusively(path, about)) return { release: () => releaseOwn(path) };
    const holder = holderOf(path);
    if (holder && isRunning(holder)) return { heldBy: holder };
    removeStale(path);
  }
}

/** The running holder of the lock, if any. @param {string} dir */
export function dataLockHolder(dir) {
  const holder = holderOf(join(dir, 'lock'));
  return holder && isRunning(holder) ? holder : undefined;
}

/** @param {string} path @param {Record<string, unknown>} about */
function createExclusively(path, about) {
  const own = { ...about, pid: process.pid, identity: identityOf(process.pid) };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    linkSync(draft, path); // unlike rename, link fails when the lock is there; unlike O_EXCL, it appears with its content
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Only one may remove a stale lock, or a slow one would remove the lock that a quick one has just taken. @param {string} path */
function removeStale(path) {
  const removing = `${path}.removing`;
  if (!createExclusively(removing, {})) {
    const other = holderOf(removing);
    if (!other || !isRunning(other)) rmSync(removing, { force: true });
    return;
  }
  try {
    const holder = holderOf(path);
    if (!holder || !isRunning(holder)) rmSync(path, { force: true });
  } finally {
    rmSync(removing, { force: true });
  }
}

/** @param {string} path */
function releaseOwn(path) {
  const holder = holderOf(path);
  if (holder?.pid === process.pid && holder.identity === identityOf(process.pid))
    rmSync(path, { force: true });
}

/** @param {string} path */
function holderOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // gone, or cut short by a full disk: nobody's
  }
}
