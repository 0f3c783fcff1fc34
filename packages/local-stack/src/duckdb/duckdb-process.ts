import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type ExtensionName, extensionNames } from './known-files';

const exec = promisify(execFile);

/**
 * Runs statements in a DuckDB in a process of its own and returns the rows of the last. A process, because a download
 * that hangs can only be ended with its process, and because a native library that fails must not take us along.
 */
export async function inDuckdb(
  statements: string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<unknown[][]> {
  const api = pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href;
  const script = `
    const { DuckDBInstance } = (await import(${JSON.stringify(api)}));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    let rows = [];
    for (const sql of ${JSON.stringify(statements)}) rows = (await connection.runAndReadAll(sql)).getRowsJson();
    process.stdout.write(JSON.stringify(rows));`;
  const { stdout } = await exec(process.execPath, ['--input-type=module', '-e', script], {
    timeout: timeoutMs,
    signal,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout) as unknown[][];
}

/** DuckDB's name of this platform, for example `linux_amd64`. */
export async function duckdbPlatform(): Promise<string> {
  const rows = await inDuckdb(['pragma platform'], 60_000);
  return String(rows[0]?.[0]);
}

/** Loads the files, with DuckDB's check of their signature; undefined when they load, else its reason. */
export async function loadsInDuckdb(paths: Record<ExtensionName, string>): Promise<string | undefined> {
  try {
    await inDuckdb(
      extensionNames.map((name) => `load '${paths[name].replaceAll("'", "''")}'`),
      60_000,
    );
    return undefined;
  } catch (error) {
    return saysWhyNot(error);
  }
}

/** The one telling line out of a failed program's output. */
export function saysWhyNot(error: unknown): string {
  const failed = error as { killed?: boolean; stderr?: string; message?: string };
  if (failed.killed) return 'no answer within the time limit';
  const lines = (failed.stderr || failed.message || String(error)).split('\n').map((line) => line.trim());
  const line = lines.find((text) => /error/i.test(text)) ?? lines.find((text) => text !== '') ?? 'unknown';
  return line.replace(/^\[?\w*Error:? /, '').slice(0, 200);
}
