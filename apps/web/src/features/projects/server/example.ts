import 'server-only';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PenstockError } from '@penstock/common';
import { env } from '../../../server/env';

/** The example project's files by path with forward slashes; hidden files are not part of it. */
export async function readExample(): Promise<Record<string, Uint8Array>> {
  const root = env().PENSTOCK_EXAMPLE_DIR;
  if (!root)
    throw new PenstockError(
      'not_found',
      'The example is not part of this installation. Import a folder of yours instead.',
    );
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const relative = path.relative(root, full).split(path.sep).join('/');
    if (entry.isFile() && !relative.split('/').some((part) => part.startsWith('.')))
      files[relative] = await readFile(full);
  }
  return files;
}
