import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/** Installs Debian packages where this is Debian and we are root; false elsewhere. @param {string[]} packages */
export async function installDebian(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  return true;
}
