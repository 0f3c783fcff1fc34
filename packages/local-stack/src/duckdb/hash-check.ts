import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type ExtensionName, extensionNames, knownHashes } from './known-files';

/** Compares the files with the hashes kept in the repository; `unknown` where none are kept for the platform. */
export async function hashesMatch(
  paths: Record<ExtensionName, string>,
  platform: string,
  known: typeof knownHashes = knownHashes,
): Promise<'same' | 'different' | 'unknown'> {
  const expected = known[platform];
  if (!expected) return 'unknown';
  for (const name of extensionNames) {
    if ((await sha256Of(paths[name])) !== expected[name]) return 'different';
  }
  return 'same';
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
