import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, refused } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

describe('JSON functions on DuckDB', () => {
  it.each([
    [`JSON_VALUE(json, '$.a.f')`, '1.50'],
    [`JSON_VALUE(json, '$.a.n' RETURNING INT) + 1`, '6'],
    [`JSON_VALUE(json, 'lax $.x' DEFAULT 'none' ON EMPTY)`, 'none'],
    [`JSON_VALUE(json, '$.x' DEFAULT nothing ON ERROR)`, null],
    [`JSON_VALUE(json, '$.a.b' DEFAULT nothing ON ERROR)`, null],
    [`JSON_QUERY(json, '$.a.o')`, '{}'],
    [`JSON_QUERY(json, '$.a.b' WITH WRAPPER)`, '["x"]'],
    [`JSON_QUERY('{"a":[1,"x",null]}', '$.a' RETURNING ARRAY<STRING>)[2]`, 'x'],
    [`JSON_EXISTS(json, '$.a.b')`, 'true'],
    [`nothing IS JSON`, 'false'],
    [`nothing IS NOT JSON`, 'true'],
    [`json IS JSON OBJECT`, 'true'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each([
    [
      `JSON_OBJECT('b' VALUE n, 'a' VALUE JSON_ARRAY(nothing, text NULL ON NULL))`,
      '{"a":[null,"hello world"],"b":-7}',
    ],
    [`JSON_OBJECT('a' VALUE nothing ABSENT ON NULL)`, '{}'],
    [
      `JSON_OBJECT('a' VALUE JSON(json), 'b' VALUE JSON(''))`,
      '{"a":{"a":{"b":"x","f":1.50,"n":5,"o":{}}},"b":null}',
    ],
    [`JSON_STRING(person)`, '{"age":30,"name":"Ann"}'],
    [`JSON_STRING(tags)`, '["a","b"]'],
    [`JSON_STRING(ts)`, '"2024-01-07T10:20:30.123"'],
    [`JSON_STRING(ltz)`, '"2024-01-07T23:30:00.123Z"'],
    [`JSON_STRING(MAP['b', 1, 'a', 2])`, '{"a":2,"b":1}'],
    [`JSON_STRING(price)`, '10.00'],
    [`JSON_STRING(d)`, '0.285'],
    [`JSON_STRING(nothing)`, null],
    [`JSON_STRING(ARRAY[ROW(1, 'x')])`, '[{"EXPR$0":1,"EXPR$1":"x"}]'],
    [`JSON_UNQUOTE(JSON_QUOTE(text))`, 'hello world'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it('refuses paths and defaults that only Flink reads', () => {
    expect(refused(`JSON_VALUE(json, '$.a[?(@.b)]')`)).toBe(true);
    expect(refused(`JSON_VALUE(json, text)`)).toBe(true);
    expect(refused(`JSON_VALUE(json, '$.a' RETURNING INT DEFAULT '1' ON ERROR)`)).toBe(true);
    expect(refused(`JSON_ARRAY(CASE WHEN flag THEN JSON_ARRAY(1) ELSE text END)`)).toBe(true);
  });
});

describe('auxiliary functions on DuckDB', () => {
  it.each([
    [`HASH_CODE('abc')`, '96354'],
    [`TYPEOF(ts)`, 'TIMESTAMP(3)'],
    [`TYPEOF('abc')`, 'CHAR(3) NOT NULL'],
    [`GREATEST(n, zero, big)`, '12345678901'],
    [`LEAST(text, 'a')`, 'a'],
    [`GREATEST(n, CAST(NULL AS INT))`, null],
    [`RAND() < 1`, 'true'],
    [`RAND_INTEGER(1)`, '0'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it('refuses what has no order or sequence of Flink here', () => {
    expect(refused('GREATEST(d, d)')).toBe(true);
    expect(refused('RAND(1)')).toBe(true);
  });
});
