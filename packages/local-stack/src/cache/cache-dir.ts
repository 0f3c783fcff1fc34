import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where downloads are kept: `PENSTOCK_CACHE`, else `.cache` in the repository, so that `npm start`, tests and every
 * data directory share them.
 */
export function cacheDir(): string {
  const dir = process.env.PENSTOCK_CACHE
    ? resolve(process.env.PENSTOCK_CACHE)
    : join(repositoryRoot(), '.cache');
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** The nearest folder above this file (or its bundle) that holds the workspace's lockfile. */
export function repositoryRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, 'package-lock.json'))) return at;
    if (at === dirname(at)) return process.cwd();
  }
}
