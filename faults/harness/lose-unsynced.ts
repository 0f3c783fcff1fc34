import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

type Durable = {
  /** Bytes of a file at its last fsync. */
  sizes: Map<string, number>;
  /** Names in a directory at its last fsync. */
  names: Map<string, Set<string>>;
};

/**
 * Plays the power cut on a directory whose writers have ended: keeps a name only when its directory was synced with it,
 * and of a file only the bytes that were there at its last fsync. `log` was written by record-syncs.mjs.
 */
export function loseUnsynced(root: string, log: string): void {
  lose(root, readLog(log));
}

function lose(directory: string, durable: Durable): void {
  const kept = durable.names.get(directory);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (!kept?.has(entry.name)) rmSync(path, { recursive: true });
    else if (entry.isDirectory()) lose(path, durable);
    else {
      const size = durable.sizes.get(path) ?? 0;
      if (statSync(path).size > size) truncateSync(path, size);
    }
  }
}

function readLog(log: string): Durable {
  const durable: Durable = { sizes: new Map(), names: new Map() };
  if (!existsSync(log)) return durable;
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    if (line === '') continue;
    const entry = JSON.parse(line) as { path: string; size?: number; names?: string[] };
    if (entry.names !== undefined) durable.names.set(entry.path, new Set(entry.names));
    else durable.sizes.set(entry.path, entry.size ?? 0);
  }
  return durable;
}
