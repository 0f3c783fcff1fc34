import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, refused } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

const NULLS = 'ARRAY[1, CAST(NULL AS INT), 3]';
const NO_TAGS = 'CASE WHEN n > 0 THEN tags END';

describe('functions of arrays', () => {
  it.each([
    ['CARDINALITY(tags)', '2'],
    [`CARDINALITY(${NO_TAGS})`, null],
    ['ELEMENT(ARRAY[7])', '7'],
    ["ARRAY_CONTAINS(tags, 'b')", 'true'],
    ["ARRAY_CONTAINS(tags, 'c')", 'false'],
    ['ARRAY_CONTAINS(tags, NULL)', 'false'],
    [`ARRAY_CONTAINS(${NULLS}, NULL)`, 'true'],
    [`ARRAY_CONTAINS(${NO_TAGS}, 'a')`, null],
    ['ARRAY_CONTAINS(ARRAY[d, CAST(2 AS DOUBLE)], 2)', 'true'],
    ["ARRAY_CONTAINS(ARRAY[person], ROW('Ann', 30))", 'true'],
    ["ARRAY_CONTAINS(ARRAY[person], ROW('Ann', 31))", 'false'],
    ["ARRAY_CONTAINS(ARRAY[MAP['a', 1, 'b', 2]], MAP['b', 2, 'a', 1])", 'true'],
    [`ARRAY_POSITION(${NULLS}, 3)`, '3'],
    [`ARRAY_POSITION(${NULLS}, 4)`, '0'],
    [`ARRAY_POSITION(${NULLS}, NULL)`, null],
    [`ARRAY_REMOVE(${NULLS}, NULL)`, '[1, 3]'],
    ['ARRAY_REMOVE(ARRAY[1, 2, 1], 1)', '[2]'],
    ["ARRAY_APPEND(tags, 'c')", '[a, b, c]'],
    ['ARRAY_APPEND(tags, NULL)', '[a, b, NULL]'],
    [`ARRAY_APPEND(${NO_TAGS}, 'c')`, null],
    ["ARRAY_PREPEND(tags, 'c')", '[c, a, b]'],
    [`ARRAY_REVERSE(${NULLS})`, '[3, NULL, 1]'],
    ['ARRAY_CONCAT(tags, tags)', '[a, b, a, b]'],
    [`ARRAY_CONCAT(tags, ${NO_TAGS})`, null],
    ['ARRAY_DISTINCT(ARRAY[3, 1, 3, NULLIF(1, 1), 1, NULLIF(1, 1)])', '[3, 1, NULL]'],
    ['ARRAY_UNION(ARRAY[2, 1, 2], ARRAY[1, 3, 3])', '[2, 1, 3]'],
    ['ARRAY_EXCEPT(ARRAY[2, 1, 2, 3], ARRAY[1])', '[2, 3]'],
    ['ARRAY_INTERSECT(ARRAY[2, 1, 2, 3], ARRAY[2, 3, 4])', '[2, 3]'],
    ['ARRAY_EXCEPT(ARRAY[ARRAY[1, NULLIF(1, 1)], ARRAY[0]], ARRAY[ARRAY[0]])', '[[1, NULL]]'],
    ['ARRAY_UNION(ARRAY[1], ARRAY[CAST(1 AS BIGINT), big])', '[1, 12345678901]'],
    [`ARRAY_MAX(${NULLS})`, '3'],
    ["ARRAY_MIN(ARRAY['b', 'B', 'a'])", 'B'],
    [`ARRAY_SORT(${NULLS})`, '[NULL, 1, 3]'],
    [`ARRAY_SORT(${NULLS}, FALSE)`, '[3, 1, NULL]'],
    [`ARRAY_SORT(${NULLS}, FALSE, TRUE)`, '[NULL, 3, 1]'],
    [`ARRAY_SORT(${NULLS}, flag, NOT flag)`, '[1, 3, NULL]'],
    ["ARRAY_JOIN(tags, ', ')", 'a, b'],
    ["ARRAY_JOIN(ARRAY['a', nothing, 'b'], '+')", 'a+b'],
    ["ARRAY_JOIN(ARRAY['a', nothing, 'b'], '+', '')", 'a++b'],
    ["ARRAY_JOIN(ARRAY[nothing], '+')", ''],
    ['ARRAY_JOIN(tags, nothing)', null],
    ['ARRAY_JOIN(tags, text)', 'ahello worldb'],
    ['ARRAY_JOIN(ARRAY[nothing], text)', ''],
    ["ARRAY_JOIN(tags, '+', nothing)", null],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], 2, 3)', '[2, 3]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], -2)', '[4, 5]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], 3, 0)', '[]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], -9, 0)', '[1]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], 1, -6)', '[1]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], 1, -7)', '[]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], 6)', '[]'],
    ['ARRAY_SLICE(tags, 1, CAST(NULL AS INT))', null],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each([
    'ELEMENT(tags)',
    "ARRAY_MAX(ARRAY[CAST('NaN' AS DOUBLE), d])",
    'ARRAY_DISTINCT(ARRAY[CAST(0 AS DOUBLE), -CAST(0 AS DOUBLE)])',
    'tags[zero]',
  ])('%s fails the record, loudly', async (expression) => {
    await expect(evaluate(connection, expression)).rejects.toThrow();
  });
});

describe('functions of maps', () => {
  it.each([
    ["MAP['a', 1, 'b', 2]['b']", '2'],
    ["MAP['a', 1, 'b', 2]['c']", null],
    ["MAP['a', 1, 'a', 2]['a']", '2'],
    ["MAP['abc', 1]['abcd']", null],
    ["CARDINALITY(MAP['a', 1, 'b', 2])", '2'],
    ["MAP_KEYS(MAP['a', 1])", '[a]'],
    ["MAP_VALUES(MAP['a', NULLIF(1, 1)])", '[NULL]'],
    ["MAP_ENTRIES(MAP['a', 1])", "[{'key': a, 'value': 1}]"],
    ["MAP_UNION(MAP['a', 1, 'b', 2], MAP['b', NULLIF(1, 1)])['b']", null],
    ["MAP_UNION(MAP['a', 1, 'b', 2], MAP['b', 3])['a']", '1'],
    ["MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1, 2])['b']", '2'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each([
    "MAP_KEYS(MAP['a', 1, 'b', 2])",
    "MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1])",
    "MAP_FROM_ARRAYS(ARRAY['a', 'a'], ARRAY[1, 2])",
  ])('%s fails the record, loudly', async (expression) => {
    await expect(evaluate(connection, expression)).rejects.toThrow();
  });
});

describe('comparisons of nested values', () => {
  it.each([
    ["tags = ARRAY['a', 'b']", 'true'],
    ["tags <> ARRAY['a', 'b']", 'false'],
    ["tags = ARRAY['b', 'a']", 'false'],
    [`tags = ${NO_TAGS}`, null],
    [`tags IS DISTINCT FROM ${NO_TAGS}`, 'true'],
    [`${NO_TAGS} IS NOT DISTINCT FROM ${NO_TAGS}`, 'true'],
    ["tags IS NOT DISTINCT FROM ARRAY['a', 'b']", 'true'],
    ['text IS DISTINCT FROM NULL', 'true'],
    ["person = ROW('Ann', 30)", 'true'],
    ["MAP['a', 1, 'b', 2] = MAP['b', 2, 'a', 1]", 'true'],
    ["MAP['a', 1] = MAP['a', 2]", 'false'],
    [`${NULLS} = ARRAY[1, 2, 3]`, 'false'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it('fails where NULL meets NULL inside of arrays', async () => {
    await expect(evaluate(connection, `${NULLS} = ${NULLS}`)).rejects.toThrow(/known to Flink only/);
  });
});

describe('casts of nested values', () => {
  it.each([
    ['CAST(ARRAY[1.5, 2.5] AS ARRAY<INT>)', '[1, 2]'],
    ["CAST(ARRAY['1', nothing] AS ARRAY<INT>)", '[1, NULL]'],
    ["TRY_CAST(ARRAY['1', 'x'] AS ARRAY<INT>)", null],
    ["TRY_CAST(ARRAY['1', nothing] AS ARRAY<INT>)", '[1, NULL]'],
    ["TRY_CAST(MAP['a', ARRAY['x']] AS MAP<STRING, ARRAY<INT>>)", null],
    ['CAST(person AS ROW<a STRING, b BIGINT>).b', '30'],
    ["CAST(ROW('1', 2) AS ROW<a INT, b STRING>)", "{'a': 1, 'b': 2}"],
    ["CAST(MAP['1', 2] AS MAP<INT, STRING>)[1]", '2'],
    ['CAST(tags AS STRING)', '[a, b]'],
    [`CAST(${NULLS} AS STRING)`, '[1, NULL, 3]'],
    [`CAST(${NO_TAGS} AS STRING)`, null],
    ['CAST(tags AS VARCHAR(3))', '[a,'],
    ['CAST(ARRAY[ARRAY[TRUE], ARRAY[NULLIF(TRUE, TRUE)]] AS STRING)', '[[TRUE], [NULL]]'],
    ["CAST(ROW(1.50, nothing, 'it''s, (x)', d) AS STRING)", "(1.50, NULL, it's, (x), 0.285)"],
    ['CAST(ARRAY[ts] AS STRING)', '[2024-01-07 10:20:30.123]'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it("fails on a text that is no number, as Flink's CAST", async () => {
    await expect(evaluate(connection, "CAST(ARRAY['1', 'x'] AS ARRAY<INT>)")).rejects.toThrow();
  });
});

describe('what only Flink knows', () => {
  it.each([
    "CAST(MAP['a', 1] AS STRING)",
    'MAP[nothing, 1]',
    'tags IN (tags)',
    "ARRAY_CONTAINS(ARRAY['a'], 'ab')",
    'ARRAY[MAP[1, 2]] = ARRAY[MAP[1, 2]]',
    'ARRAY_SORT(ARRAY[person])',
    'ARRAY_MAX(ARRAY[tags])',
    'ARRAY_APPEND(tags, 1)',
    "ARRAY_JOIN(ARRAY[1], ',')",
    'ARRAY_SLICE(tags, big)',
    'tags[0]',
    'ARRAY_UNION(tags, NULL)',
    "ARRAY_CONTAINS(CAST(tags AS ARRAY<VARCHAR(3)>), 'abcd')",
    'ARRAY_APPEND(ARRAY[1.5], 100)',
    'ARRAY[1] = ARRAY[big]',
    'MAP[1, 2][big]',
  ])('%s is refused', (expression) => {
    expect(refused(expression)).toBe(true);
  });
});
