import { rmSync } from 'node:fs';
import { cacheDir } from '../cache/cache-dir';
import { ensureExtensions } from '../duckdb/extensions';
import { writeAtomically } from '../process/private-file';
import type { LauncherHost } from './host';
import type { Places } from './settings';

const about = { name: 'extensions', label: 'Iceberg support' };

/**
 * Fetches DuckDB's extensions and tells the others through a file: `{avro, httpfs, iceberg}` (paths) or
 * `{unavailable: reason}`. The file is not there while it is not known yet.
 */
export async function bringUpExtensions(
  host: LauncherHost,
  places: Places,
  signal: AbortSignal,
): Promise<void> {
  host.status.set({ ...about, state: 'starting' });
  const result = await ensureExtensions({
    cacheDir: cacheDir(),
    signal,
    onProgress: (detail) => host.status.set({ ...about, state: 'fetching', detail }),
  });
  const missing = 'missing' in result ? result.missing : undefined;
  writeAtomically(
    places.extensionsFile,
    JSON.stringify(missing === undefined ? result : { unavailable: missing }),
  );
  if (missing === undefined) return host.status.set({ ...about, state: 'ready' });
  host.status.set({ ...about, state: 'absent', detail: missing });
  host.say(missing);
}

/** What an earlier start wrote may name files that are gone. */
export function forgetExtensions(places: Places): void {
  rmSync(places.extensionsFile, { force: true });
}
