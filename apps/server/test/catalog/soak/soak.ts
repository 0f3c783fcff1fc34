import { join } from 'node:path';
import { createTestDatabase, tempDir, waitFor } from '@penstock/local-stack/testing';
import pg from 'pg';
import { expect } from 'vitest';
import { catalogClient } from '../support/catalog-client';
import { noExtensions } from '../support/duckdb-client';
import { createTable } from '../support/tables';
import { type CommitterOptions, duckDbCommitter, httpCommitter } from './committers';
import { readHistory } from './history';
import { Ledger } from './ledger';
import { seededRandom } from './random';
import { ServerKeeper } from './server-keeper';

export type SoakOptions = { seed: number; acksPerCommitter: number; kills: number };

const shared = 'shared';
const committers = 8;

/**
 * Eight committers, four on one table and four on tables of their own, half of them DuckDB, while the server is killed
 * and started again. Afterwards every acknowledged commit is in history exactly once, every other one is absent or
 * there as a whole, and every data file of the current snapshots exists and scans.
 */
export async function soak(options: SoakOptions): Promise<void> {
  const database = await createTestDatabase();
  const warehouse = join(tempDir('soak'), 'warehouse');
  const env = { DATABASE_URL: database.url, PENSTOCK_WAREHOUSE: warehouse, PENSTOCK_DATA: warehouse };
  const server = await ServerKeeper.start(env);
  const db = new pg.Pool({ connectionString: database.url, max: 1 });
  const ledger = new Ledger();
  try {
    const tables = await makeTables(server.baseUrl);
    const running = startCommitters(server.baseUrl, tables, ledger, options.acksPerCommitter);
    const killing = killNowAndThen(server, ledger, options);
    await Promise.all([...running, killing]);
    for (const table of new Set(tables)) await expectTruth(server.baseUrl, db, table, ledger);
    const count = (told: 'refused' | 'unknown') =>
      ledger.attempts.filter((entry) => entry.told === told).length;
    console.log(
      `soak ${JSON.stringify({ ...options, acknowledged: ledger.acknowledged, refused: count('refused'), unknown: count('unknown'), kills: server.kills })}`,
    );
  } finally {
    await server.stop();
    await db.end();
    await database.drop();
  }
}

async function makeTables(baseUrl: string): Promise<string[]> {
  const tables = Array.from({ length: committers }, (_, index) => (index < 4 ? shared : `own_${index}`));
  for (const table of new Set(tables)) await createTable(catalogClient(baseUrl), table);
  return tables;
}

function startCommitters(baseUrl: string, tables: string[], ledger: Ledger, acks: number): Promise<void>[] {
  const duckDbHere = noExtensions() === null;
  if (!duckDbHere) console.warn(`soak without DuckDB: ${noExtensions()}`);
  return tables.map((table, index) => {
    const options: CommitterOptions = { baseUrl, table, start: (index + 1) * 1_000_000, acks, ledger };
    return index % 2 === 1 && duckDbHere ? duckDbCommitter(options) : httpCommitter(options);
  });
}

/** Kills are spread over the acknowledged commits; the moment within a commit follows from the seed. */
async function killNowAndThen(server: ServerKeeper, ledger: Ledger, options: SoakOptions): Promise<void> {
  const random = seededRandom(options.seed);
  const total = options.acksPerCommitter * committers;
  for (let kill = 1; kill <= options.kills; kill += 1) {
    const after = Math.floor(((kill - 0.5 + (random() - 0.5) * 0.8) * total) / options.kills);
    await waitFor(`${after} acknowledged commits`, () => ledger.acknowledged >= after, {
      timeoutMs: 5_000_000,
      intervalMs: 1 + Math.floor(random() * 20),
    });
    await server.killAndRestart();
  }
}

async function expectTruth(baseUrl: string, db: pg.Pool, table: string, ledger: Ledger): Promise<void> {
  const { missing, values, snapshots, known, logged } = await readHistory(catalogClient(baseUrl), db, table);
  const visible = new Set(values);
  const committed = new Set(logged);
  expect(missing, `data files of ${table}`).toEqual([]);
  expect(values.length, `rows of ${table} are there once`).toBe(visible.size);
  expect(committed.size, `commits of ${table} are logged once`).toBe(logged.length);
  expect(logged.length, `commits of ${table}: one for each row`).toBe(values.length);
  expect([...known].sort(), `no snapshot beside the line of ${table}`).toEqual([...snapshots].sort());
  for (const attempt of ledger.attempts.filter((entry) => entry.table === table)) {
    const seen = visible.has(attempt.value);
    if (attempt.told !== 'unknown')
      expect([attempt, seen]).toEqual([attempt, attempt.told === 'acknowledged']);
    if (attempt.commitId !== null)
      expect([attempt, committed.has(attempt.commitId)]).toEqual([attempt, seen]);
  }
  const attempted = new Set(ledger.attempts.map((attempt) => attempt.value));
  expect(
    values.filter((value) => !attempted.has(value)),
    `rows nobody wrote into ${table}`,
  ).toEqual([]);
}
