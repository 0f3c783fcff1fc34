import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './root.mjs';

const skipped = new Set(['node_modules', 'dist', '.next', '.cache', 'generated', 'test-results']);

/**
 * SHA-256 over names and contents of the given files and folders (relative to the repository), in a stable order.
 * Contents rather than times, because a fresh checkout or a branch switch changes times without changing sources.
 * @param {string[]} paths missing ones count as absent, so that adding one changes the hash
 * @param {(path: string) => boolean} [wanted]
 */
export function treeHash(paths, wanted = () => true) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(join(root, path))).sort()) {
    const name = relative(root, file);
    if (!wanted(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)];
  });
}
