import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPenstockError } from '@penstock/common';
import type { Column } from '@penstock/flink-sql';
import { tempDir } from '@penstock/local-stack/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PreviewPool } from '../src/preview/pool/preview-pool';
import type { PreviewResult } from '../src/preview/protocol';
import { tryCompileTransform } from '../src/transform/compile';
import { pipeline } from './support/orders';
import { previewPool } from './support/preview';

/**
 * Attacks 1–9 on the SQL engine. Each is tried twice: as Flink SQL through the front end, which must refuse it, and as
 * raw DuckDB SQL straight in the locked-down child, which must refuse it as well or stop it within its limits.
 */
let pool: PreviewPool;
let secret: string;
const columns: Column[] = [{ name: 'a', type: { kind: 'VARCHAR', length: 2147483647, nullable: true } }];

beforeAll(async () => {
  pool = await previewPool('attacks', 8000);
  secret = join(tempDir('attack'), 'secret.csv');
  writeFileSync(secret, 'canary-4711\n');
});
afterAll(() => pool.close());

/** Runs DuckDB SQL in the child as if the emitter had made it. */
async function raw(select: string): Promise<PreviewResult | { refused: string }> {
  try {
    return await pool.run('attacker', {
      format: 'json',
      columns,
      transform: { select, columns, filterText: null, probes: [], failingPart: null, dependsOnNow: false },
      values: [Buffer.from('{"a":"x"}')],
      timeZone: 'UTC',
    });
  } catch (error) {
    if (isPenstockError(error)) return { refused: `${error.code}: ${error.message}` };
    throw error;
  }
}

/** Neither rows nor side effects: refused, or every record failed. */
function nothingCameOut(answer: PreviewResult | { refused: string }): boolean {
  return 'refused' in answer || answer.records.every((record) => record.kind === 'failed');
}

async function stillWorks(): Promise<void> {
  const answer = await raw('SELECT penstock_record, a FROM penstock_source');
  expect(answer).toMatchObject({ records: [{ kind: 'out', row: '["x"]' }] });
}

const files = () => [
  `SELECT 0 AS penstock_record, * FROM read_csv('${secret}')`,
  "SELECT 0 AS penstock_record, * FROM read_text('/proc/self/environ')",
  `SELECT 0 AS penstock_record, * FROM read_blob('${secret}')`,
  "SELECT 0 AS penstock_record, * FROM glob('/**')",
  `SELECT 0 AS penstock_record, * FROM sniff_csv('${secret}')`,
  "SELECT 0 AS penstock_record, * FROM parquet_metadata('/x.parquet')",
  `SELECT 0 AS penstock_record, * FROM '${secret}'`,
  `SELECT 0 AS penstock_record, * FROM query('SELECT * FROM read_text(''${secret}'')')`,
  `SELECT 0 AS penstock_record, * FROM query_table('${secret}')`,
];
const statements = [
  "SELECT 1); COPY (SELECT 1) TO '/tmp/penstock-attack.csv'; SELECT * FROM (SELECT 1",
  "SELECT 1); ATTACH '/tmp/penstock-attack.db'; SELECT * FROM (SELECT 1",
  'SELECT 1); INSTALL httpfs; LOAD httpfs; SELECT * FROM (SELECT 1',
  "SELECT 1); LOAD '/srv/evil.duckdb_extension'; SELECT * FROM (SELECT 1",
  'SELECT 1); SET enable_external_access=true; SELECT * FROM (SELECT 1',
  'SELECT 1); RESET lock_configuration; SELECT * FROM (SELECT 1',
  "SELECT 1); SET allowed_directories=['/']; SELECT * FROM (SELECT 1",
  "SELECT 1); CALL enable_logging(storage='file', storage_path='/tmp/penstock-attack'); SELECT * FROM (SELECT 1",
  "SELECT 1); EXPORT DATABASE '/tmp/penstock-attack'; SELECT * FROM (SELECT 1",
];
const network = [
  "SELECT 0 AS penstock_record, * FROM 'http://169.254.169.254/latest/meta-data/'",
  "SELECT 0 AS penstock_record, * FROM read_parquet('s3://bucket/x.parquet')",
  "SELECT 0 AS penstock_record, * FROM postgres_scan('host=127.0.0.1', 'public', 't')",
];

describe('straight in the locked-down child', () => {
  test('attack 1 and 6: no file can be read, by no function', async () => {
    for (const sql of files()) {
      const answer = await raw(sql);
      expect(nothingCameOut(answer), sql).toBe(true);
      expect(JSON.stringify(answer)).not.toContain('canary-4711');
    }
  });

  test.each(statements)('attacks 2, 3, 5 and 6: %s', async (sql) => {
    expect(nothingCameOut(await raw(sql))).toBe(true);
    await stillWorks();
  });

  test.each(network)('attack 4: %s', async (sql) => {
    expect(nothingCameOut(await raw(sql))).toBe(true);
  });

  const hungry = [
    "SELECT 0 AS penstock_record, length(repeat('a', 4000000000))",
    "SELECT 0 AS penstock_record, length(lpad('x', 2000000000, 'y'))",
    'SELECT 0 AS penstock_record, count(*) FROM range(1000000000000) a, range(1000) b',
    'SELECT 0 AS penstock_record, sum(x) FROM generate_series(1, 20000000000) t(x)',
  ];
  test.each(hungry)('attack 7 is stopped by memory or by the clock: %s', async (sql) => {
    expect(nothingCameOut(await raw(sql))).toBe(true);
    await stillWorks();
  });

  test('attack 7: SQL of 50 MB is refused before it reaches a process', async () => {
    expect(await raw(`SELECT 0 AS penstock_record, '${'x'.repeat(50_000_000)}'`)).toEqual({
      refused: expect.stringContaining('too_large'),
    });
  });

  test('attack 8: what kills the process fails alone; the next preview is served', async () => {
    const answer = await raw(
      "SELECT 0 AS penstock_record, json_structure(repeat('[', 100000) || repeat(']', 100000))",
    );
    expect(nothingCameOut(answer)).toBe(true);
    await stillWorks();
  });

  test('attack 9: nothing is left of the preview before', async () => {
    await raw(
      'SELECT 0); CREATE TABLE left_behind (x INT); CREATE MACRO leak() AS 1; SELECT * FROM (SELECT 0',
    );
    const tables = await raw(
      "SELECT 0 AS penstock_record, table_name FROM information_schema.tables WHERE table_name NOT LIKE 'penstock%'",
    );
    expect(tables).toMatchObject({ records: [{ kind: 'filtered' }] });
    const macros = await raw('SELECT 0 AS penstock_record, leak()');
    expect(nothingCameOut(macros)).toBe(true);
  });
});

describe('through the front end', () => {
  const attacks = [
    "SELECT * FROM read_csv('/etc/passwd', sep=':')",
    "COPY (SELECT 1) TO '/tmp/x'",
    "EXPORT DATABASE '/tmp/x'",
    "ATTACH '/srv/x.db'",
    'INSTALL httpfs',
    "LOAD '/srv/evil.duckdb_extension'",
    "SELECT a, a, a, a FROM 'http://169.254.169.254/latest/meta-data/'",
    'SET enable_external_access=true',
    'PRAGMA platform',
    "CALL enable_logging(storage='file')",
    'SELECT a, a, a, a FROM {source_table}; DROP TABLE penstock_raw',
    "SELECT json_execute_serialized_sql('x'), 1, 1, 1 FROM {source_table}",
    "SELECT query('SELECT 1'), 1, 1, 1 FROM {source_table}",
    'SELECT json_structure(order_id), 1, 1, created_at FROM {source_table}',
    'SELECT * FROM duckdb_settings()',
    'SHOW ALL TABLES',
    'SELECT table_name, 1, 1, created_at FROM information_schema.tables',
  ];
  test.each(attacks)('%s is refused with a reason', (sql) => {
    const base = pipeline({ topic: 't', table: 't' });
    const transformer = base.transformer && { ...base.transformer, sql };
    const compiled = tryCompileTransform({ ...base, transformer }, { flinkVersion: '2.x', timeZone: 'UTC' });
    expect(compiled.ok).toBe(false);
    expect(compiled.diagnostics.length).toBeGreaterThan(0);
  });
});
