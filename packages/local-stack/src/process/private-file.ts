import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that a reader sees whole or not at all, readable by its owner alone unless `mode` says otherwise. */
export function writeAtomically(path: string, content: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, path);
}

/** The text of a small file, trimmed; undefined when it is not there or empty. */
export function readSmallFile(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8').trim() || undefined;
}

/** A secret of this data directory: made at random the first time, the same ever after, readable by the owner alone. */
export function secretIn(path: string, bytes = 32): string {
  const known = readSmallFile(path);
  if (known !== undefined) return known;
  const made = randomBytes(bytes).toString('hex');
  writeAtomically(path, made);
  return made;
}
