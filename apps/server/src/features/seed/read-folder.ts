import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ignored = new Set(['.git', '.DS_Store', 'node_modules']);

/** Every file under `folder` by its path inside it (with `/`). Links are not followed: they could lead outside. */
export async function readFolder(folder: string): Promise<Record<string, Uint8Array>> {
  const files: [string, Uint8Array][] = [];
  await collect(folder, '', files);
  return Object.fromEntries(files);
}

async function collect(folder: string, prefix: string, files: [string, Uint8Array][]): Promise<void> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (ignored.has(entry.name)) continue;
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) await collect(folder, path, files);
    else if (entry.isFile()) files.push([path, await readFile(join(folder, path))]);
  }
}
