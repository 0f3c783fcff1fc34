import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FetchHooks } from './fetch-hooks';
import { duckdbVersion, extensionNames } from './known-files';
import { readZipEntry } from './zip';

const exec = promisify(execFile);
const limitMs = 300_000;
const clients: [string, string[]][] = [
  ['python3', ['-m', 'pip']],
  ['pip3', []],
  ['pip', []],
];

/** The same signed files out of the Python wheels, through whichever pip is configured here. */
export async function fetchWheels(dir: string, _platform: string, options: FetchHooks = {}): Promise<void> {
  const [program, prefix] = await findPip();
  for (const name of extensionNames) {
    options.onProgress?.(`DuckDB extension ${name} is being fetched`);
    const wheels = join(dir, 'wheels');
    const wanted = `duckdb-extension-${name}==${duckdbVersion}`;
    const args = [
      ...prefix,
      'download',
      '--no-input',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary=:all:',
    ];
    await exec(program, [...args, '--dest', wheels, wanted], {
      timeout: limitMs,
      maxBuffer: 1 << 24,
      signal: options.signal,
    });
    const wheel = readdirSync(wheels).find((file) => file.endsWith('.whl'));
    if (!wheel) throw new Error(`pip brought no wheel for ${wanted}`);
    const file = `${name}.duckdb_extension`;
    const bytes = readZipEntry(readFileSync(join(wheels, wheel)), `/${file}`);
    if (!bytes) throw new Error(`the wheel ${wheel} holds no ${file}`);
    writeFileSync(join(dir, file), bytes);
    rmSync(wheels, { recursive: true });
  }
}

async function findPip(): Promise<[string, string[]]> {
  for (const [program, prefix] of clients) {
    try {
      await exec(program, [...prefix, '--version'], { timeout: 20_000 });
      return [program, prefix];
    } catch {
      // try the next
    }
  }
  throw new Error('pip is not installed');
}
