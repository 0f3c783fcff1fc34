import { expect, test } from 'vitest';
import { inferColumns } from './infer-types';

const types = (...values: (string | null)[]) =>
  Object.fromEntries(inferColumns(values).columns.map((column) => [column.name, column.type]));

test('plain values get the types Flink reads them with', () => {
  expect(types('{"s":"x","n":42,"d":1.5,"b":true,"z":null}')).toEqual({
    s: 'STRING',
    n: 'BIGINT',
    d: 'DOUBLE',
    b: 'BOOLEAN',
    z: 'STRING',
  });
});

test('several messages give the narrowest type that holds all of them', () => {
  expect(types('{"a":1,"b":1,"c":null}', '{"a":1.5,"b":"x","c":true}', '{"d":2}')).toEqual({
    a: 'DOUBLE',
    b: 'STRING',
    c: 'BOOLEAN',
    d: 'BIGINT',
  });
});

test('64-bit limits are seen exactly: beyond them a number is a decimal', () => {
  expect(types('{"a":9223372036854775807,"b":9223372036854775808}')).toEqual({
    a: 'BIGINT',
    b: 'DECIMAL(38, 0)',
  });
});

test('nested values become rows and arrays with quoted names where needed', () => {
  expect(
    types('{"user":{"id":1,"first name":"x"},"tags":["a"],"rows":[{"a":1},{"b":"x"}],"none":[],"obj":{}}'),
  ).toEqual({
    user: 'ROW<id BIGINT, `first name` STRING>',
    tags: 'ARRAY<STRING>',
    rows: 'ARRAY<ROW<a BIGINT, b STRING>>',
    none: 'ARRAY<STRING>',
    obj: 'STRING',
  });
});

test('messages that are no JSON objects are counted, not guessed', () => {
  expect(inferColumns(['nonsense', '[1]', null, '{"a":1}'])).toEqual({
    columns: [{ name: 'a', type: 'BIGINT' }],
    skipped: 3,
  });
});
