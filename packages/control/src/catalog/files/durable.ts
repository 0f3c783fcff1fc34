import { constants } from 'node:fs';
import { mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** fsync of an existing regular file; rejects with ENOENT when it is missing. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw new Error(`${path} is not a file`);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Makes the directory that a file will be written to; clients with plain file systems do not make it. */
export async function makeParent(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
}

/** Writes a new file; it and its directory are the caller's to sync. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  await makeParent(path);
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(text, 'utf8');
  } finally {
    await file.close();
  }
}

/** For files that nothing points to; a missing one is what was wanted. */
export async function removeQuietly(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}
