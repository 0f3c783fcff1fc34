import { describe, expect, it } from 'vitest';
import type { RuntimeValue } from '../runtime-function';
import { jsonFunctions } from './index';
import { compilePath } from './json-path';

/** Expected values: SqlJsonUtils of Flink 2.1.3 under Java 17; for 1.20 with the JSON provider of that version. */
function run(name: string, ...args: RuntimeValue[]): RuntimeValue {
  const found = jsonFunctions.find((f) => f.name === name);
  if (!found) throw new Error(`no ${name}`);
  return (found.call as (...args: RuntimeValue[]) => RuntimeValue)(...args);
}
const value = (json: string, path: string, style = 'exact'): RuntimeValue =>
  run('flink_json_value', json, path, 'VARCHAR', 'DEFAULT', 'empty', 'DEFAULT', 'error', style);
const query = (json: string, path: string, wrapper = 'WITHOUT', style = 'exact'): RuntimeValue =>
  run('flink_json_query', json, path, wrapper, 'EMPTY ARRAY', 'EMPTY OBJECT', style);

const DOCUMENT = '{"b":1.50,"a":{"x":[1,2,{"y":1e5}],"z":null},"s":"q\\"\\u0041"}';

describe('paths', () => {
  it.each([
    ['$.b', '1.50'],
    ['$.a.x[-1].y', '1E+5'],
    ["$['s']", 'q"A'],
    ["$.['s']", 'q"A'],
    ['$.a', 'error'],
    ['$.a.z', 'error'],
    ['$.nothing', 'error'],
    ['lax $.nothing', 'empty'],
    ['lax $.a', 'empty'],
    ['lax $.a.z', 'empty'],
  ])('JSON_VALUE at %s is %s', (path, expected) => {
    expect(value(DOCUMENT, path)).toBe(expected);
  });

  it.each([
    ['$', '{"a":{"x":[1,2,{"y":1E+5}],"z":null},"b":1.50,"s":"q\\"A"}'],
    ['$..y', '[1E+5]'],
    ['$.a.x[*].y', '[1E+5]'],
    ['$.a.x[0,1]', '[1,2]'],
    ['$.a.x[1:]', '[2,{"y":1E+5}]'],
    ['$.b', '{}'],
    ['lax $.b', '[]'],
  ])('JSON_QUERY at %s is %s', (path, expected) => {
    expect(query(DOCUMENT, path)).toBe(expected);
  });

  it('leaves filters, functions and odd names to Flink', () => {
    for (const path of ['$.a[?(@.x>1)]', '$.a.length()', '$.a b', '$.', 'a.b', '$..[0].a', "$['a','b']"])
      expect(compilePath(path), path).toBeNull();
  });
});

describe('numbers', () => {
  it('keep their digits in 2.x', () => {
    expect(value('[123456789.987654321]', '$[0]')).toBe('123456789.987654321');
    expect(value('[12345678901234567890123]', '$[0]')).toBe('12345678901234567890123');
    expect(value('[1e400]', '$[0]')).toBe('1E+400');
    expect(value('[0.0000001]', '$[0]')).toBe('1E-7');
    expect(value('[-0.0]', '$[0]')).toBe('0.0');
  });

  it('are doubles in 1.20, and keys keep their order', () => {
    expect(value('[123456789.987654321]', '$[0]', 'double')).toBe('1.2345678998765433E8');
    expect(query('{"b":1.50,"a":2}', '$', 'WITHOUT', 'double')).toBe('{"b":1.5,"a":2}');
    expect(query('[1e400]', '$', 'WITHOUT', 'double')).toBe('["Infinity"]');
  });

  it('fail the record where RETURNING has another type', () => {
    const returning = (json: string, type: string): RuntimeValue =>
      run('flink_json_value', json, '$[0]', type, 'NULL', '', 'NULL', '', 'exact');
    expect(returning('[42]', 'INT')).toBe('42');
    expect(() => returning('["42"]', 'INT')).toThrow('no INT');
    expect(() => returning('[2147483648]', 'INT')).toThrow('no INT');
    expect(() => returning('[42]', 'DOUBLE')).toThrow('no DOUBLE');
  });
});

describe('behaviour', () => {
  it('wraps results', () => {
    expect(query('{"a":[1]}', '$.a', 'CONDITIONAL')).toBe('[1]');
    expect(query('{"a":[1]}', '$.a', 'UNCONDITIONAL')).toBe('[[1]]');
    expect(query('{"a":"x"}', '$.a', 'CONDITIONAL')).toBe('["x"]');
  });

  it('fails on request', () => {
    expect(() => run('flink_json_exists', '{}', 'strict $.a', 'ERROR')).toThrow('No results');
    expect(run('flink_json_exists', 'x', '$.a', 'UNKNOWN')).toBeNull();
    expect(run('flink_json_exists', 'x', 'lax $.a', 'TRUE')).toBe(false);
  });

  it.each([
    ['{}', 'OBJECT', true],
    ['[1] x', 'ARRAY', true],
    ['1 x', 'SCALAR', true],
    ['1x', 'VALUE', false],
    ['01', 'VALUE', false],
    ['nul', 'VALUE', false],
    ['', 'VALUE', false],
    ['"\t"', 'VALUE', false],
  ])('%s IS JSON %s: %s', (text, kind, expected) => {
    expect(run('flink_is_json', text, kind)).toBe(expected);
  });
});

describe('texts', () => {
  it('quotes and unquotes', () => {
    expect(run('flink_json_quote', 'é/"\n')).toBe('"\\u00e9\\/\\"\\n"');
    expect(() => run('flink_json_quote', '😀')).toThrow('version');
    expect(run('flink_json_unquote', '"\\u0041\\t"')).toBe('A\t');
    expect(run('flink_json_unquote', '"a" b"')).toBe('a" b');
    expect(run('flink_json_unquote', '""\\uzzzz"')).toBe('""\\uzzzz"');
    expect(run('flink_json_unquote', '[1]')).toBe('[1]');
  });

  it('writes objects with the last of equal keys, in order', () => {
    expect(run('flink_json_object', ['b', 'a', 'b'], ['1', '2', null])).toBe('{"a":2,"b":1}');
    expect(run('flink_json_array', ['1', null, '"x"'])).toBe('[1,"x"]');
    expect(run('flink_json_double_node', -0)).toBe('0.0');
    expect(run('flink_json_double_node', 1e10)).toBe('1.0E+10');
    expect(run('flink_json_decimal_node', '0.0000001000')).toBe('1.000E-7');
    expect(run('flink_json_document', ' {"b":1.50,"a":2} ')).toBe('{"a":2,"b":1.50}');
    expect(run('flink_json_document', '  ')).toBeNull();
  });
});
