import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { oneAtATime } from '../cache/once';
import { duckdbPlatform, loadsInDuckdb, saysWhyNot } from './duckdb-process';
import type { FetchHooks } from './fetch-hooks';
import { hashesMatch } from './hash-check';
import { installByDuckdb } from './install';
import { duckdbVersion, type ExtensionName, extensionNames } from './known-files';
import { fetchWheels } from './wheels';

/** File of each extension; LOAD them in the order avro, httpfs, iceberg. */
export type ExtensionPaths = Record<ExtensionName, string>;

export type ExtensionsResult = ExtensionPaths | { missing: string };

export interface ExtensionOptions extends FetchHooks {
  cacheDir: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * DuckDB's extensions avro, httpfs and iceberg as files, fetched once: by DuckDB's own INSTALL, else out of the Python
 * wheels that carry the same signed files. `DUCKDB_EXTENSION_DIR` names a folder that has them. Never throws for want
 * of them: without them Parquet is the only sink, and `missing` says why.
 */
export async function ensureExtensions(options: ExtensionOptions): Promise<ExtensionsResult> {
  const env = options.env ?? process.env;
  if (env.DUCKDB_EXTENSION_DIR) return givenExtensions(resolve(env.DUCKDB_EXTENSION_DIR));
  const platform = await duckdbPlatform();
  const home = join(options.cacheDir, `duckdb-extensions-${duckdbVersion}-${platform}`);
  return (
    (await usable(home, platform)) ??
    oneAtATime(
      options.cacheDir,
      'duckdb-extensions',
      async () => {
        return (await usable(home, platform)) ?? fetchInto(home, platform, options);
      },
      options.signal,
    )
  );
}

async function givenExtensions(dir: string): Promise<ExtensionsResult> {
  const paths = pathsIn(dir);
  const absent = extensionNames.filter((name) => !existsSync(paths[name]));
  if (absent.length > 0)
    return { missing: `DUCKDB_EXTENSION_DIR (${dir}) lacks ${absent.join(', ')}.duckdb_extension` };
  const failure = await loadsInDuckdb(paths);
  return failure === undefined
    ? paths
    : { missing: `the files in DUCKDB_EXTENSION_DIR do not load: ${failure}` };
}

/** The folder appears only complete and checked; its hashes are looked at again, because a cache can rot. */
async function usable(home: string, platform: string): Promise<ExtensionPaths | undefined> {
  const paths = pathsIn(home);
  if (!extensionNames.every((name) => existsSync(paths[name]))) return undefined;
  if ((await hashesMatch(paths, platform)) !== 'different') return paths;
  rmSync(home, { recursive: true, force: true });
  return undefined;
}

async function fetchInto(
  home: string,
  platform: string,
  options: ExtensionOptions,
): Promise<ExtensionsResult> {
  const draft = `${home}.draft`;
  const reasons: string[] = [];
  for (const [way, fetch] of [
    ['INSTALL', installByDuckdb],
    ['pip', fetchWheels],
  ] as const) {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    try {
      await fetch(draft, platform, options);
      const paths = pathsIn(draft);
      if ((await hashesMatch(paths, platform)) === 'different')
        throw new Error('the files are not the known ones');
      const failure = await loadsInDuckdb(paths);
      if (failure !== undefined) throw new Error(failure);
      renameSync(draft, home);
      return pathsIn(home);
    } catch (error) {
      options.signal?.throwIfAborted();
      reasons.push(`${way}: ${saysWhyNot(error)}`);
    }
  }
  rmSync(draft, { recursive: true, force: true });
  return {
    missing: `DuckDB's Iceberg extension could not be fetched (${reasons.join('; ')}). Iceberg tables are off, Parquet works. Allow one of the two, or set DUCKDB_EXTENSION_DIR to a folder with the files.`,
  };
}

function pathsIn(dir: string): ExtensionPaths {
  const path = (name: ExtensionName) => join(dir, `${name}.duckdb_extension`);
  return { avro: path('avro'), httpfs: path('httpfs'), iceberg: path('iceberg') };
}
