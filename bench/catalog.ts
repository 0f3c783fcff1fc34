import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSnapshots, sampleParquet } from './support/catalog/append-files';
import { lostOf, type Round, runCommitters } from './support/catalog/committers';
import { send } from './support/catalog/http';
import { startOwn } from './support/catalog/own-catalog';
import { startReference } from './support/catalog/reference-catalog';
import type { Running } from './support/catalog/spawn-catalog';

/**
 * npm run bench -- catalog [seconds]: appends of one data file each by 1, 4 and 16 committers, on one table and on a
 * table of their own each, against this catalog (Postgres and files durable) and Iceberg's reference catalog (JDBC on
 * SQLite) by turns. p95 is that of acknowledged commits, from request to answer; `lost` counts acknowledged commits
 * that the table does not show afterwards. Last line: all of it as JSON.
 */
const SECONDS = Number(process.argv[2] ?? 5);
const SNAPSHOTS = 120 * SECONDS;
const rounds = [
  { committers: 1, tables: 'one' },
  { committers: 4, tables: 'one' },
  { committers: 16, tables: 'one' },
  { committers: 4, tables: 'own' },
  { committers: 16, tables: 'own' },
] as const;

type Result = { commits_per_second: number; p95_ms: number; conflicts: number; errors: number; lost: number };

const dir = mkdtempSync(join(tmpdir(), 'penstock-bench-'));
chmodSync(dir, 0o755); // as root, Postgres runs as another user
const sample = await sampleParquet(dir);
const own = await startOwn(join(dir, 'own'));
const reference = await startReference(join(dir, 'reference')).catch(async (error: unknown) => {
  await own.stop();
  throw error;
});
const catalogs: Record<string, Running> = { ours: own };
if ('missing' in reference) console.log(`without the reference catalog: ${reference.missing}`);
else catalogs.reference = reference;

let tables = 0;

async function newTable(baseUrl: string): Promise<{ table: string; location: string }> {
  tables += 1;
  const name = `t${tables}`;
  const body = `{"name":"${name}","schema":{"type":"struct","fields":[{"id":1,"name":"a","required":false,"type":"long"}]}}`;
  const { status, text } = await send('POST', `${baseUrl}/v1/namespaces/bench/tables`, body);
  const location = /"location"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  if (status !== 200 || location === undefined) throw new Error(text);
  return { table: `${baseUrl}/v1/namespaces/bench/tables/${name}`, location };
}

async function runRound(baseUrl: string, committers: number, mode: 'one' | 'own', seconds: number) {
  const made = await newTable(baseUrl);
  const all = [];
  for (let i = 0; i < committers; i += 1) {
    const { table, location } = mode === 'one' || i === 0 ? made : await newTable(baseUrl);
    all.push({
      table,
      snapshots: await prepareSnapshots(location, sample, Math.ceil(SNAPSHOTS / committers)),
    });
  }
  return runCommitters(all, seconds * 1000);
}

async function resultOf(round: Round): Promise<Result> {
  const sorted = [...round.times].sort((a, b) => a - b);
  return {
    commits_per_second: Number((round.acknowledged.length / round.seconds).toFixed(1)),
    p95_ms: Number((sorted[Math.floor(sorted.length * 0.95)] ?? 0).toFixed(1)),
    conflicts: round.conflicts,
    errors: round.errors,
    lost: await lostOf(round),
  };
}

const results: Record<string, Record<string, Result>> = {};
try {
  for (const { baseUrl } of Object.values(catalogs)) {
    await send('POST', `${baseUrl}/v1/namespaces`, '{"namespace":["bench"]}');
    await runRound(baseUrl, 4, 'own', Math.min(SECONDS, 2)); // the JIT compilers of both warm up
  }
  for (const { committers, tables: mode } of rounds) {
    for (const [name, { baseUrl }] of Object.entries(catalogs)) {
      const result = await resultOf(await runRound(baseUrl, committers, mode, SECONDS));
      const key = `${committers}_${mode}`;
      results[key] = { ...results[key], [name]: result };
      console.log(
        `${String(committers).padStart(2)} on ${mode === 'one' ? 'one table ' : 'own tables'} ${name.padEnd(9)} ${String(result.commits_per_second).padStart(6)} commits/s  p95 ${String(result.p95_ms).padStart(6)} ms  ${result.conflicts} conflicts, ${result.errors} errors, ${result.lost} lost`,
      );
    }
  }
} finally {
  await Promise.all(Object.values(catalogs).map((catalog) => catalog.stop()));
  rmSync(dir, { recursive: true, force: true });
}
console.log(JSON.stringify(results));
process.exitCode = Object.values(results).some((round) => (round.ours?.lost ?? 0) > 0) ? 1 : 0;
