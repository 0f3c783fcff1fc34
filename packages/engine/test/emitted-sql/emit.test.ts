import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, refused } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

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
    ['CAST(d AS STRING)', '0.285'],
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
    ["JSON_VALUE(json, '$.a.f')", '1.50'],
    ["JSON_VALUE(json, '$.a.o')", null],
    ["JSON_VALUE('no json', '$.a')", null],
    ['nothing IS DISTINCT FROM NULL', 'false'],
    ['UNKNOWN OR TRUE', 'true'],
    ["ts > '2024-01-01'", 'true'],
    ["CASE WHEN n > 0 THEN 'a' WHEN n < 0 THEN 'bb' END", 'bb'],
    ['SHA256(text)', 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
    ["TRIM(BOTH 'h' FROM text)", 'ello world'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each([
    ['EXTRACT(DAY FROM ltz)', '8'],
    ['CAST(ltz AS STRING)', '2024-01-08 00:30:00.123'],
    ['CAST(CAST(ts AS TIMESTAMP_LTZ(3)) AS STRING)', '2024-01-07 10:20:30.123'],
    ['CAST(CURRENT_DATE AS STRING)', '2024-01-31'],
  ])('%s follows the session time zone', async (expression, expected) => {
    expect(await evaluate(connection, expression, { timeZone: 'Europe/Vienna' })).toBe(expected);
  });

  it.each([
    '1 / zero',
    'price / zero',
    'price / zero',
    "CAST('abc' AS INT)",
    "UPPER('ß')",
    "CAST('2024-13-1' AS DATE)",
  ])('%s fails the record, loudly', async (expression) => {
    await expect(evaluate(connection, expression)).rejects.toThrow();
  });

  it.each([
    "TIMESTAMP '2024-01-01 00:00:00.123456789'",
    'FLOOR(ts TO MICROSECOND)',
    "DATE_FORMAT(ts, 'QQQ')",
    'SIGN(small)',
  ])('%s is refused, not imitated', (expression) => {
    expect(refused(expression)).toBe(true);
  });
});
