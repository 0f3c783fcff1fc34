import { join } from 'node:path';
import type { TableRowsAnswer, TableStateAnswer } from '@penstock/control/server-api';
import { createTestDatabase, tempDir } from '@penstock/local-stack/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckDbClient, noExtensions } from './support/duckdb-client';
import { bundleServer, type ServerProcess, spawnServer } from './support/server-process';

const token = 'internal-token-of-the-test';
const columns = [
  ['big', 'BIGINT'],
  ['money', 'DECIMAL(38,2)'],
  ['moment', 'TIMESTAMP'],
  ['moment_tz', 'TIMESTAMPTZ'],
  ['day', 'DATE'],
  ['tags', 'VARCHAR[]'],
  ['place', 'STRUCT(x INTEGER, "odd name" VARCHAR)'],
] as const;

/** The keys of both answers; a missing one shows in the expectation. */
type Answer = Pick<TableRowsAnswer, 'exists' | 'rows' | 'totalRecords' | 'columns'> &
  Pick<TableStateAnswer, 'snapshots'>;

describe.skipIf(noExtensions() !== null)('rows and state of a table, for the screens', () => {
  let server: ServerProcess;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = () => database.drop();
    const dir = await bundleServer({
      'main.mjs': 'apps/server/src/main.ts',
      'table-reader.mjs': 'apps/server/src/features/tables/child/main.ts',
    });
    const data = tempDir('rows');
    server = await spawnServer(join(dir, 'main.mjs'), ['--print-url'], {
      DATABASE_URL: database.url,
      PENSTOCK_DATA: data,
      PENSTOCK_WAREHOUSE: join(data, 'warehouse'),
      PENSTOCK_INTERNAL_TOKEN: token,
    });
  });
  afterAll(async () => {
    server.child.kill('SIGTERM');
    expect(await server.exited).toEqual([0, null]);
    await drop();
  });

  async function internal(route: string, body: unknown) {
    const response = await fetch(`${server.baseUrl}/internal/${route}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    return { status: response.status, body: answer };
  }

  it('gives the newest rows first, exact values as strings, old files in the new schema, deleted rows gone', async () => {
    const duckdb = await duckDbClient(server.baseUrl, token);
    await duckdb.run('CREATE SCHEMA ice.db');
    await duckdb.run(
      `CREATE TABLE ice.db.t (${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`,
    );
    const row = (n: string) =>
      `SELECT ${n}, 12345678901234567890.12, TIMESTAMP '2026-01-02 03:04:05.678901', TIMESTAMPTZ '2026-01-02 03:04:05+00',
        DATE '2026-01-02', ['a', NULL], {x: 1, 'odd name': 'ö'}`;
    await duckdb.run(`INSERT INTO ice.db.t ${row('range')} FROM range(2000)`);
    await duckdb.run('ALTER TABLE ice.db.t ADD COLUMN later DOUBLE');
    await duckdb.run(`INSERT INTO ice.db.t ${row('9007199254740993')}, 0.5`);
    await duckdb.run('DELETE FROM ice.db.t WHERE big = 1999');
    const { status, body } = await internal('table-rows', { namespace: ['db'], table: 't', limit: 3 });
    expect([status, body.exists, body.totalRecords]).toEqual([200, true, '2000']);
    expect(body.columns.at(-1)).toEqual({ name: 'later', type: 'double' });
    const rows = body.rows.map((text: string) => JSON.parse(text));
    expect(rows.map((values: unknown[]) => [values[0], values.at(-1)])).toEqual([
      ['9007199254740993', 0.5],
      ['1998', null],
      ['1997', null],
    ]);
    expect(rows[0].slice(1, -1)).toEqual([
      '12345678901234567890.12',
      '2026-01-02 03:04:05.678901',
      '2026-01-02 03:04:05+00',
      '2026-01-02',
      ['a', null],
      { x: 1, 'odd name': 'ö' },
    ]);
    const state = await internal('table-state', { namespace: ['db'], table: 't', deploymentId: null });
    expect(state.body.columns[0]).toEqual({ name: 'big', type: 'long', required: false });
    expect(state.body.snapshots).toHaveLength(3);
  });

  it('knows no table, refuses without the token and with a wrong body', async () => {
    const none = await internal('table-rows', { namespace: ['db'], table: 'none', limit: 3 });
    expect(none.body).toMatchObject({ exists: false, rows: [] });
    expect((await internal('table-rows', { namespace: ['db'], table: 't', limit: 0 })).status).toBe(400);
    expect((await internal('unknown', {})).status).toBe(404);
    const open = await fetch(`${server.baseUrl}/internal/health`);
    expect([open.status, await open.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'unauthenticated' }),
    ]);
    const health = await fetch(`${server.baseUrl}/internal/health`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await health.json()).toMatchObject({ status: 'ok', database: 'ok' });
  });
});
