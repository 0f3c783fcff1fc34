import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, refused } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

describe('times and dates as Flink has them', () => {
  it.each([
    ["TIMESTAMPADD(QUARTER, 1, TIMESTAMP '2017-11-29 22:58:58.998')", '2018-02-28 22:58:58.998'],
    ["TIMESTAMPADD(SQL_TSI_SECOND, -1, DATE '2016-06-15')", '2016-06-14 23:59:59'],
    ["TIMESTAMPADD(MINUTE, -1, TIME '00:00:59')", '23:59:59'],
    ["TIMESTAMPADD(YEAR, 10, TIME '23:59:59')", '23:59:59'],
    ['TIMESTAMPADD(DAY, CAST(NULL AS INT), ts)', null],
    ["TIMESTAMPDIFF(MONTH, TIMESTAMP '2020-01-31 10:00:00', TIMESTAMP '2020-02-29 09:00:00')", '0'],
    ["TIMESTAMPDIFF(MONTH, TIMESTAMP '2020-01-31 10:00:00', TIMESTAMP '2020-02-29 11:00:00')", '1'],
    ["TIMESTAMPDIFF(SECOND, TIMESTAMP '1900-01-01 00:00:00', TIMESTAMP '2100-01-01 00:00:00')", '2016466304'],
    ["TIMESTAMPDIFF(SECOND, TIMESTAMP '2020-01-01 00:00:00.9', TIMESTAMP '2020-01-01 00:00:01.1')", '0'],
    ["TIMESTAMPDIFF(WEEK, DATE '2016-08-15', DATE '2016-06-18')", '-8'],
    ["FLOOR(TIMESTAMP '1969-12-31 23:59:58.5' TO SECOND)", '1969-12-31 23:59:58'],
    ["FLOOR(TIMESTAMP '1969-12-31 23:59:58.5' TO MONTH)", '1970-01-01 00:00:00'],
    ["CEIL(TIMESTAMP '2020-01-01 00:00:00.000500' TO MILLISECOND)", '2020-01-01 00:00:00.001'],
    ["CEIL(TIMESTAMP '2020-01-01 00:00:00.000500' TO SECOND)", '2020-01-01 00:00:00'],
    ["CEIL(DATE '2020-01-01' TO DAY)", '2020-01-02'],
    ["CEIL(DATE '2020-04-01' TO QUARTER)", '2020-07-01'],
    ["CEIL(TIME '12:44:31' TO MINUTE)", '12:45:00'],
    ["FLOOR(DATE '1990-10-14' TO MILLENNIUM)", '1001-01-01'],
    ["EXTRACT(YEAR FROM TIMESTAMP '1969-12-31 22:30:00')", '1970'],
    ["EXTRACT(HOUR FROM TIMESTAMP '1969-12-31 22:30:00')", '-1'],
    ["EXTRACT(MILLISECOND FROM DATE '2020-01-01')", '262'],
    ["EXTRACT(MICROSECOND FROM TIMESTAMP '2000-01-31 11:22:33.123456')", '123456'],
    ["EXTRACT(ISOYEAR FROM DATE '2005-01-01')", '2004'],
    ["EXTRACT(SECOND FROM INTERVAL '70.5' SECOND)", '10'],
    ["EXTRACT(YEAR FROM INTERVAL '-30' MONTH)", '-2'],
    ["DATE '2020-01-31' - INTERVAL '30' HOUR", '2020-01-30'],
    ["TIME '10:00:00' - INTERVAL '30' HOUR", '04:00:00'],
    ["CAST(INTERVAL '1' MINUTE - INTERVAL '10' SECOND AS STRING)", '+0 00:00:50.000'],
    ["CAST(-INTERVAL '14' MONTH AS STRING)", '-1-02'],
    ["INTERVAL '1' DAY = INTERVAL '24' HOUR", 'true'],
    ["(TIME '9:00:00', TIME '10:00:00') OVERLAPS (TIME '10:15:00', INTERVAL '3' HOUR)", 'false'],
    ["(DATE '2011-03-10', INTERVAL '10' DAY) OVERLAPS (DATE '2011-03-19', INTERVAL '10' DAY)", 'true'],
    ["(DATE '2011-03-10', CAST(NULL AS DATE)) OVERLAPS (DATE '2011-03-10', DATE '2011-03-10')", null],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });
});

describe('texts are read as Flink reads them', () => {
  it.each([
    ["CAST('1999-9-10 5:6:7' AS TIMESTAMP(3))", '1999-09-10 05:06:07'],
    ["CAST('1999-02-31' AS TIMESTAMP(3))", '1999-02-28 00:00:00'],
    ["CAST('1999-10-10 24:00:00' AS TIMESTAMP(3))", '1999-10-11 00:00:00'],
    ["TRY_CAST('1999-09-10T05:06:07' AS TIMESTAMP(3))", null],
    ["CAST('123' AS DATE)", '0123-01-01'],
    ["CAST(' 2020 - 1 - 5 ' AS DATE)", '2020-01-05'],
    ["TRY_CAST('2020-02-30' AS DATE)", null],
    ["CAST('10:00:00.6789' AS TIME(3))", '10:00:00.679'],
    ["CAST(' 1:2 ' AS TIME)", '01:02:00'],
    ["CAST(CAST('23' AS TIME(3)) AS STRING)", '23:00:00.0'],
    ["CAST(TIMESTAMP '1960-01-01 10:20:30.5' AS DATE)", '1960-01-02'],
    ["TO_DATE('2017-09-15 00:00:00')", '2017-09-15'],
    ["TO_DATE('05/01/2020xyz', 'dd/MM/yyyy')", '2020-01-05'],
    ["TO_TIMESTAMP('2000020210', 'yyyyMMddHH')", '2000-02-02 10:00:00'],
    ["TO_TIMESTAMP('2020-1-5', 'yyyy-MM-dd HH:mm:ss')", '2020-01-05 00:00:00'],
    ["TO_TIMESTAMP('2020-01-05T10:20:30Z', 'yyyy-MM-dd''T''HH:mm:ss''Z''')", '2020-01-05 10:20:30'],
    ["TO_TIMESTAMP('x', 'yyyy')", null],
    ["DATE_FORMAT('2020-01-05 10:20:30.567', 'yyyy/MM/dd HH:mm:ss.SSS')", '2020/01/05 10:20:30.000'],
    ["DATE_FORMAT('invalid', 'yyyy')", null],
    ["DATE_FORMAT(TIMESTAMP '2020-01-05 22:20:30', 'E MMM d h a D')", 'Sun Jan 5 10 PM 5'],
    ["CONVERT_TZ('2021-11-07 01:30:00', 'America/New_York', 'UTC')", '2021-11-07 06:30:00'],
    ["CONVERT_TZ('2020-01-05 10:20:30', 'UTC', 'GMT-08:00')", '2020-01-05 02:20:30'],
    [
      "CAST(TO_TIMESTAMP_LTZ('2020-01-05 10:20:30', 'yyyy-MM-dd HH:mm:ss', 'GMT-08:00') AS STRING)",
      '2020-01-05 18:20:30.000',
    ],
    ['CAST(TO_TIMESTAMP_LTZ(CAST(100.12345 AS DOUBLE), 0) AS STRING)', '1970-01-01 00:01:40.123'],
    ['TO_TIMESTAMP_LTZ(-62167219200001, 3)', null],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each([
    "TO_DATE('2020-13-45', 'yyyy-MM-dd')",
    "CAST('10:00:00-08:00' AS TIME)",
    "CAST('0000-01-01' AS DATE)",
  ])('%s fails the record: only Flink reads it', async (expression) => {
    await expect(evaluate(connection, expression)).rejects.toThrow();
  });
});

describe('time zones', () => {
  const timeZone = 'America/New_York';
  it.each([
    ["UNIX_TIMESTAMP('2021-11-07 01:30:00')", '1636266600'],
    ["UNIX_TIMESTAMP('2021-03-14 02:30:00')", '1615707000'],
    ["UNIX_TIMESTAMP('abc')", '-9223372036854775808'],
    ["CAST(TIMESTAMP '2021-11-07 01:30:00' AS TIMESTAMP_LTZ(3)) = TO_TIMESTAMP_LTZ(1636263000, 0)", 'true'],
    ["CAST(TIMESTAMP '2021-03-14 02:30:00' AS TIMESTAMP_LTZ(3)) = TO_TIMESTAMP_LTZ(1615707000, 0)", 'true'],
    [
      "CAST(FLOOR(CAST(TIMESTAMP '2021-03-14 12:30:00' AS TIMESTAMP_LTZ(3)) TO DAY) AS STRING)",
      '2021-03-13 23:00:00.000',
    ],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression, { timeZone })).toBe(expected);
  });

  it('offsets of whole hours are known', async () => {
    const text = await evaluate(connection, 'CAST(ltz AS STRING)', { timeZone: 'GMT-08:00' });
    expect(text).toBe('2024-01-07 15:30:00.123');
  });
});

it.each([
  "TIME '10:00:00' + INTERVAL '0.5' SECOND",
  'TIMESTAMPADD(MICROSECOND, 1, ts)',
  "FLOOR(TIME '10:11:12' TO YEAR)",
  "CAST(TIMESTAMP '2020-01-01 00:00:00.123456789' AS STRING)",
  "TO_TIMESTAMP(text, 'dd.MM.yy')",
])('%s is refused', (expression) => {
  expect(refused(expression)).toBe(true);
});
