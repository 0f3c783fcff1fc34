import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inDuckdb } from './duckdb-process';
import type { FetchHooks } from './fetch-hooks';
import { duckdbVersion, extensionNames } from './known-files';

/** The smallest extension shows whether the server can be reached at all; only then the others get more time. */
const limitsMs = { avro: 20_000, httpfs: 120_000, iceberg: 240_000 };

/** DuckDB's own way: INSTALL from its extension server. Throws when that cannot be reached in time. */
export async function installByDuckdb(
  dir: string,
  platform: string,
  options: FetchHooks = {},
): Promise<void> {
  const home = join(dir, 'install');
  for (const name of extensionNames) {
    options.onProgress?.(`DuckDB extension ${name} is being fetched`);
    await inDuckdb(
      [`set extension_directory='${home.replaceAll("'", "''")}'`, `install ${name}`],
      limitsMs[name],
      options.signal,
    );
    const file = `${name}.duckdb_extension`;
    copyFileSync(join(home, `v${duckdbVersion}`, platform, file), join(dir, file));
  }
  rmSync(home, { recursive: true, force: true });
}
