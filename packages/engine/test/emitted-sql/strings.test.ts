import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, openConnection, refused } from './support';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openConnection();
});

describe('functions on texts give what Flink gives', () => {
  it.each([
    ["REGEXP_REPLACE(text, 'o|l', '')", 'he wrd'],
    ["REGEXP_EXTRACT(text, 'x(.)', 1)", null],
    ["REGEXP_EXTRACT(text, '(w)(.*)', 2)", 'orld'],
    ["REGEXP_EXTRACT_ALL(text, '(o)')", '[o, o]'],
    ['REGEXP(text, nothing)', null],
    ["REGEXP_COUNT(text, '(')", null],
    ["text SIMILAR TO '(hello|bye)%'", 'true'],
    ["text LIKE 'hello_w%'", 'true'],
    ["text LIKE 'hello\\_w%'", 'false'],
    ['text LIKE text', 'true'],
    ["'a%b' LIKE 'a!%b' ESCAPE '!'", 'true'],
    ["LPAD(text, -1, 'x')", null],
    ["RPAD('hi', 5, '??')", 'hi???'],
    ['CHR(353)', 'a'],
    ["FROM_BASE64('5L2g5aW9')", '你好'],
    ["TO_BASE64('你好')", '5L2g5aW9'],
    ["REPLACE('abc', '', 'x')", 'xaxbxcx'],
    ["OVERLAY('123456789' PLACING 'abc' FROM 2 FOR -1)", '1abc'],
    ['SUBSTRING(text FROM n FOR 2)', 'o '],
    ['SUBSTRING(text, 2, n)', null],
    ['LEFT(text, n)', ''],
    ['RIGHT(text, 3)', 'rld'],
    ["LTRIM(text, 'leh')", 'o world'],
    ["RTRIM(nothing, 'x')", null],
    ["BTRIM('xyaxy', 'yx')", 'a'],
    ["INSTR('Corporate Floor', 'or', -3, 2)", '2'],
    ["LOCATE('o', text, 6)", '8'],
    ["SPLIT_INDEX(text, ' ', 1)", 'world'],
    ["SPLIT('', ',')", '[]'],
    ["STR_TO_MAP('a=1,b')", '{a=1, b=NULL}'],
    ["STR_TO_MAP('k1:v1;k2:v2', ';', ':')['k2']", 'v2'],
    ["TRANSLATE(text, 'lo', nothing)", 'he wrd'],
    ['REVERSE(text)', 'dlrow olleh'],
    ['INITCAP(text)', 'Hello World'],
    ["ASCII('é')", '-61'],
    ['REPEAT(text, -1)', ''],
    ["STARTSWITH(x'010203', x'0102')", 'true'],
    ["STARTSWITH(x'0110', x'0111')", 'false'],
    ['ELT(2, text, nothing)', null],
    ["ELT(1, 'a', 'b')", 'a'],
    ["PRINTF('%s %d', text, n)", 'hello world -7'],
    ['HEX(-1)', 'FFFFFFFFFFFFFFFF'],
    ["HEX('ö')", 'C3B6'],
    ['BIN(5)', '101'],
    ["CAST(UNHEX('4D') AS STRING)", 'M'],
    ["UNHEX('zz')", null],
    ["DECODE(ENCODE(text, 'utf-16le'), 'utf-16le')", 'hello world'],
    ["SHA2('test', 224)", '90a3ed9e32b2aaf4c61c410eb925426119e1a9dc53d4286ade99a809'],
    ["MD5(x'61')", '0cc175b9c0f1b6a831c399e269772661'],
    ["PARSE_URL('http://u@h/p?q=1', 'QUERY', 'q')", '1'],
    ["INET_ATON('127.0.1')", '2130706433'],
    ['IS_DECIMAL(nothing)', 'false'],
    ['IS_DIGIT(n)', 'true'],
    ['CHAR_LENGTH(UUID())', '36'],
    ["CAST(x'6162' AS CHAR(4))", 'ab  '],
    ["HEX(CAST(CAST('a' AS BINARY(3)) AS STRING))", '610000'],
    ["CAST(CAST('abc' AS VARBINARY(2)) AS STRING)", 'ab'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluate(connection, expression)).toBe(expected);
  });

  it.each([
    "FROM_BASE64('a')",
    "INSTR(text, 'o', 1, 0)",
    "CAST(x'61ff' AS STRING)",
    "text LIKE text ESCAPE 'l'",
  ])('%s fails the record, loudly', async (expression) => {
    await expect(evaluate(connection, expression)).rejects.toThrow();
  });

  it.each([
    "REGEXP(text, '(a)\\1')",
    "REGEXP_EXTRACT(text, '((a)|b)+', 2)",
    'SHA2(text, 111)',
    "PRINTF('%s', d)",
    "text LIKE 'a!b' ESCAPE '!'",
    'LEFT(text, big)',
  ])('%s is refused, not imitated', (expression) => {
    expect(refused(expression)).toBe(true);
  });
});
