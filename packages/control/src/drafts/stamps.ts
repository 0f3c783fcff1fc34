import type { ProjectFiles } from '@penstock/config-schema';
import { sha256 } from '../db/bytes';

/**
 * Tells one text of a file from another. Made of the text itself and not counted, so that it outlives a draft that
 * ended, was moved onto another revision or was written by a publish.
 */
export function stampOf(text: string): string {
  return sha256(text).slice(0, 32);
}

export function stampsOf(files: ProjectFiles): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, stampOf(text)]));
}

/** Paths whose text is neither the one the saver knew nor the one it wants: somebody else was there meanwhile. */
export function pathsBehind(
  current: ProjectFiles,
  wanted: Readonly<Record<string, string | null>>,
  known: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(wanted).flatMap(([path, text]) => {
    const now = Object.hasOwn(current, path) ? (current[path] ?? null) : null;
    const seen = Object.hasOwn(known, path) ? known[path] : undefined;
    const isCurrent = (now === null ? undefined : stampOf(now)) === seen;
    return isCurrent || now === text ? [] : [path];
  });
}
