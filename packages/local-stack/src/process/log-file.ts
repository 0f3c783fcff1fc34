import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

const maxBytes = 8 * 1024 * 1024;

/**
 * Opens a log for a child process. Children write to the file themselves (append), not through a pipe of ours, so
 * they neither block nor die when the launcher is gone.
 */
export function openLog(path: string): { fd: number; close(): void } {
  mkdirSync(dirname(path), { recursive: true });
  keepBounded(path);
  const fd = openSync(path, 'a', 0o600);
  return { fd, close: () => closeSync(fd) };
}

/** Keeps a log and one older part under `limit` bytes each. Safe while a child appends to it. */
export function keepBounded(path: string, limit = maxBytes): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limit) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

/** The last lines of a log, for a message; empty when there is none. */
export function logTail(path: string, lines = 8): string {
  return linesOf(path).slice(-lines).join('\n');
}

/** The last lines of a log that say what went wrong, for programs that end with pages of good-byes. */
export function logProblems(path: string, wanted: RegExp, lines = 4): string {
  return linesOf(path)
    .filter((line) => wanted.test(line))
    .slice(-lines)
    .join('\n');
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}
