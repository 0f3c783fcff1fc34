import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { root } from './root.mjs';
import { run } from './run.mjs';

/**
 * True when node_modules holds what package-lock.json asks for. Compares npm's own record of what it installed, so an
 * install by hand counts as well, and one that was interrupted does not (npm writes the record at its end).
 */
export function isInstalled() {
  const record = `${root}/node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  return sameInstall(packagesIn(`${root}/package-lock.json`), packagesIn(record));
}

/**
 * @param {Record<string, Package>} wanted @param {Record<string, Package>} present
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} Package
 */
export function sameInstall(wanted, present) {
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional, peer, link }]) => {
    if (!path.includes('node_modules/')) return true; // the workspace's own folders
    const there = present[path];
    if (!there) return Boolean(optional || devOptional || peer); // other platforms' binaries
    return link ? Boolean(there.link) : there.version === version && there.integrity === integrity;
  });
}

/** @param {(percent: number) => void} onProgress */
export async function install(onProgress) {
  const expected = new Set(
    Object.keys(packagesIn(`${root}/package-lock.json`))
      .map(topLevel)
      .filter(Boolean),
  ).size;
  const timer = setInterval(
    () => onProgress(Math.min(99, Math.round((countTopLevel() / expected) * 100))),
    1_000,
  );
  try {
    // NODE_ENV=production would leave out what building needs
    const result = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      ownGroup: true,
    });
    if (result.code === 127)
      throw new Error('npm was not found. Install Node.js with npm (nodejs.org) and start again.');
    if (result.code !== 0)
      throw new Error(`npm could not install the dependencies. Its own words:\n${result.output.trim()}`);
  } finally {
    clearInterval(timer);
  }
}

/** @param {string} file @returns {Record<string, Package>} */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** @param {string} path */
function topLevel(path) {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
}

function countTopLevel() {
  const folder = `${root}/node_modules`;
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce(
    (sum, name) => sum + (name.startsWith('@') ? readdirSync(`${folder}/${name}`).length : 1),
    0,
  );
}
