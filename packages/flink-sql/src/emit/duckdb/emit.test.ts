import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../analysis';
import { columns } from '../../testing/schema';
import type { Column } from '../../types/sql-type';
import { emitDuckDb } from '.';
import { quoteIdent, quoteLiteral } from './quote';
import { toDuckDbType } from './types';

type Connection = Awaited<ReturnType<DuckDBInstance['connect']>>;
let connection: Connection;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
});

const source = {
  name: 'source',
  columns: columns({
    n: 'INT',
    zero: 'INT',
    d: 'DOUBLE',
    price: 'DECIMAL(10, 2)',
    big: 'BIGINT',
    small: 'TINYINT',
    text: 'STRING',
    nothing: 'STRING',
    flag: 'BOOLEAN',
    ts: 'TIMESTAMP(3)',
    ltz: 'TIMESTAMP_LTZ(3)',
    day: 'DATE',
    ms: 'BIGINT',
    tags: 'ARRAY<STRING>',
    person: 'ROW<name STRING, age INT>',
    json: 'STRING',
  }),
};
const ROW = `SELECT 0 AS ord, -7 AS n, 0 AS zero, 0.285::DOUBLE AS d, 10.00::DECIMAL(10, 2) AS price, 12345678901 AS big, 127::TINYINT AS small, 'hello world' AS text,
  NULL::VARCHAR AS nothing, TRUE AS flag, TIMESTAMP '2024-01-07 10:20:30.123' AS ts, TIMESTAMPTZ '2024-01-07 23:30:00.123+00' AS ltz, DATE '2024-01-07' AS day,
  1700000000123 AS ms, ['a', 'b'] AS tags, {'name': 'Ann', 'age': 30} AS person, '{"a": {"b": "x", "n": 5, "f": 1.50, "o": {}}}' AS json`;

async function evaluate(
  expression: string,
  options: { timeZone?: string; sink?: Column[] } = {},
): Promise<string | null> {
  const analysis = analyze(`SELECT ${expression} AS v FROM {source_table}`, { source, ...options });
  const emitted = emitDuckDb(analysis, {
    source: '"src"',
    now: '2024-01-31T10:20:30.123Z',
    ...(options.sink ? { sink: options.sink } : {}),
  });
  if (!emitted.ok) throw new Error(emitted.diagnostics.map((d) => d.message).join('; '));
  const reader = await connection.runAndReadAll(
    `WITH src AS (${ROW}) SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${emitted.sql})`,
  );
  const value = reader.getRowsJson()[0]?.[0];
  return value === null || value === undefined ? null : String(value);
}

function refused(expression: string): boolean {
  return !emitDuckDb(analyze(`SELECT ${expression} AS v FROM {source_table}`, { source }), {
    source: 'src',
    now: '2024-01-01T00:00:00Z',
  }).ok;
}

describe('the emitted SQL gives what Flink gives, where plain DuckDB would not', () => {
  it.each([
    ["CONCAT('xx', nothing)", null],
    ['5 / 2', '2'],
    ['n / 2', '-3'],
    ['n % 2', '-1'],
    ['2.0 / 3.0', '0.666667'],
    ['price / 3', '3.3333333333333'],
    ['-price / 3', '-3.3333333333333'],
    ['ROUND(d, 2)', '0.29'],
    ['ROUND(price, 1)', '10.0'],
    ['CEIL(n)', '-7'],
    ['CAST(2.7e0 AS INT)', '2'],
    ['CAST(-2.7 AS INT)', '-2'],
    ['CAST(big AS INT)', '-539222987'],
    ['small + small', '-2'],
    ['small + small + small - small', '-2'],
    ['2147483647 + 1 - n + n * 2', '2147483641'],
    ['2147483647 + 1', '-2147483648'],
    ["CAST('1.7' AS INT)", '1'],
    ["TRY_CAST('1e3' AS INT)", null],
    ["TRY_CAST('0x1f' AS INT)", null],
    ['CAST(flag AS STRING)', 'TRUE'],
    ['CAST(12345.6789 AS DECIMAL(5, 2))', null],
    ["EXTRACT(DOW FROM DATE '2024-01-07')", '1'],
    ['DAYOFWEEK(`day`)', '1'],
    ['EXTRACT(MILLISECOND FROM ts)', '123'],
    ["SUBSTR('hello world', 0, 3)", 'hel'],
    ["'TE_ST' LIKE '%E!_S%' ESCAPE '!'", 'true'],
    ["'TExST' LIKE '%E!_S%' ESCAPE '!'", 'false'],
    ['CURRENT_TIMESTAMP = NOW()', 'true'],
    ['CAST(CURRENT_TIMESTAMP AS STRING)', '2024-01-31 10:20:30.123'],
    ['CAST(TO_TIMESTAMP_LTZ(ms, 3) AS STRING)', '2023-11-14 22:13:20.123'],
    ["DATE_FORMAT(ts, 'yyyy-MM-dd HH:mm')", '2024-01-07 10:20'],
    ["CAST(TO_TIMESTAMP('2024-01-31 10:20:30.98765') AS STRING)", '2024-01-31 10:20:30.987'],
    ["TO_TIMESTAMP('nonsense')", null],
    ['tags[1]', 'a'],
    ['tags[3]', null],
    ['person.name', 'Ann'],
    ["JSON_VALUE(json, '$.a.b')", 'x'],
    ["JSON_VALUE(json, '$.a.f')", '1.5'],
    ["JSON_VALUE(json, '$.a.o')", null],
    ["JSON_VALUE('no json', '$.a')", null],
    ['nothing IS DISTINCT FROM NULL', 'false'],
    ['UNKNOWN OR TRUE', 'true'],
    ["ts > '2024-01-01'", 'true'],
    ["CASE WHEN n > 0 THEN 'a' WHEN n < 0 THEN 'bb' END", 'bb'],
    ['SHA256(text)', 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
    ["TRIM(BOTH 'h' FROM text)", 'ello world'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(expression)).toBe(expected);
  });

  it.each([
    ['EXTRACT(DAY FROM ltz)', '8'],
    ['CAST(ltz AS STRING)', '2024-01-08 00:30:00.123'],
    ['CAST(CAST(ts AS TIMESTAMP_LTZ(3)) AS STRING)', '2024-01-07 10:20:30.123'],
    ['CAST(CURRENT_DATE AS STRING)', '2024-01-31'],
  ])('%s follows the session time zone', async (expression, expected) => {
    expect(await evaluate(expression, { timeZone: 'Europe/Vienna' })).toBe(expected);
  });

  it.each([
    '1 / zero',
    'price / zero',
    'd / zero',
    "CAST('abc' AS INT)",
    "UPPER('ß')",
    "CAST('2024-1-1' AS DATE)",
  ])('%s fails the record, loudly', async (expression) => {
    await expect(evaluate(expression)).rejects.toThrow();
  });

  it.each([
    "REGEXP_REPLACE(text, 'o', '')",
    'LOG(10)',
    "text SIMILAR TO '_*'",
    "LPAD(text, -1, 'x')",
    'CHR(353)',
    "FROM_BASE64('eA==')",
    'SIN(d)',
    'CAST(d AS STRING)',
    "text LIKE 'a\\_b'",
    "TIMESTAMP '2024-01-01 00:00:00.123456789'",
    'FLOOR(ts TO DAY)',
    'tags = tags',
    "DATE_FORMAT(ts, 'EEE')",
    "REPLACE(text, '', 'x')",
    'SIGN(price)',
  ])('%s is refused, not imitated', (expression) => {
    expect(refused(expression)).toBe(true);
  });
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

describe('nothing breaks out of the emitted text', () => {
  it('any text is one literal and any name one identifier', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), async (text) => {
        const clean = text.replaceAll('\0', '');
        fc.pre(clean !== '');
        const reader = await connection.runAndReadAll(`SELECT ${quoteLiteral(text)} AS ${quoteIdent(clean)}`);
        expect(reader.getRowsJson()).toEqual([[text]]);
        expect(reader.columnNames()).toEqual([clean]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["'; DROP TABLE x; --", 'a"b', '\\', "''", '$$', "E\\'x"])('%s stays a value', async (text) => {
    expect(await evaluate(`'${text.replaceAll("'", "''")}'`)).toBe(text);
    const analysis = analyze(`SELECT n AS \`${text}\` FROM {source_table}`, { source });
    const emitted = emitDuckDb(analysis, { source: '"src"', now: '2024-01-31T10:20:30Z' });
    if (!emitted.ok) throw new Error('refused');
    const result = await connection.runAndReadAll(`WITH src AS (${ROW}) ${emitted.sql}`);
    expect(result.columnNames()).toEqual([text]);
  });
});
