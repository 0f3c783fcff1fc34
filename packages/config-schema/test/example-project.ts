import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ProjectFiles } from '../src/index';

const root = fileURLToPath(new URL('../../../examples/shop-streams/', import.meta.url));

/** The files of examples/shop-streams. */
export function exampleFiles(): ProjectFiles {
  const files: ProjectFiles = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/');
    files[path.slice(root.length).replace(/^\/+/, '')] = readFileSync(path, 'utf8');
  }
  return files;
}
