import type { DuckDBConnection } from '@duckdb/node-api';
import { analyze, type Column, emitDuckDb, toDuckDbType } from '@penstock/flink-sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../../flink-sql/src/testing/schema';
import { openConnection, ROW, source } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

describe('the shape of the emitted query', () => {
  const emit = (sql: string, options: { rowOrdinal?: string; sink?: Column[] } = {}) =>
    emitDuckDb(analyze(sql, { source, ...(options.sink ? { sink: options.sink } : {}) }), {
      source: '"src"',
      now: '2024-01-31T10:20:30.123Z',
      ...options,
    });

  it('carries the ordinal, so that filtered records are those that are missing', async () => {
    const emitted = emit('SELECT text FROM {source_table} AS s WHERE s.n > i', {});
    expect(emitted.ok).toBe(false);
    const good = emit('SELECT text, n + 1 AS m FROM {source_table} AS s WHERE s.n > 5', {
      rowOrdinal: 'ord',
    });
    if (!good.ok) throw new Error('refused');
    const rows = await connection.runAndReadAll(
      `WITH src AS (SELECT i AS ord, i AS n, 'r' || i AS text FROM range(8) r(i)) ${good.sql}`,
    );
    expect(rows.getRowsJson()).toEqual([
      ['6', 'r6', 7],
      ['7', 'r7', 8],
    ]);
    expect(good.columns.map((c) => c.name)).toEqual(['text', 'm']);
  });

  it('gives exactly the names and types of the sink', async () => {
    const sink = columns({ who: 'BIGINT', at: 'TIMESTAMP(3)', label: 'STRING' });
    const emitted = emit("SELECT n AS who, TO_TIMESTAMP_LTZ(ms, 3), 'x' FROM {source_table}", { sink });
    if (!emitted.ok) throw new Error(emitted.diagnostics[0]?.message);
    const result = await connection.runAndReadAll(`WITH src AS (${ROW}) ${emitted.sql}`);
    expect(result.columnNames()).toEqual(['who', 'at', 'label']);
    expect(result.columnTypes().map(String)).toEqual(sink.map((c) => toDuckDbType(c.type)));
  });

  it('NULL for a NOT NULL sink column fails the record', async () => {
    const sink = columns({ label: 'STRING NOT NULL' });
    const emitted = emit('SELECT nothing AS label FROM {source_table}', { sink });
    if (!emitted.ok) throw new Error('refused');
    await expect(connection.runAndReadAll(`WITH src AS (${ROW}) ${emitted.sql}`)).rejects.toThrow(/NOT NULL/);
  });

  it('text that may be longer than the sink allows is refused', () => {
    expect(
      emit('SELECT text AS label FROM {source_table}', { sink: columns({ label: 'VARCHAR(3)' }) }).ok,
    ).toBe(false);
  });

  it('windows and aggregates are refused by name, naming Flink', () => {
    const emitted = emit('SELECT COUNT(*) AS c FROM {source_table}');
    expect(emitted.ok ? '' : emitted.diagnostics[0]?.message).toContain('Flink can run it');
  });
});
