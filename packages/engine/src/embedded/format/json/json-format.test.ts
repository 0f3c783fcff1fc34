import { DuckDBInstance } from '@duckdb/node-api';
import { type Column, parseType } from '@penstock/flink-sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ValueAppender } from '../../../duckdb/value-appender';
import { RecordBlock } from '../../../records/record-block';
import { DECODED_TABLE, decodeBlock } from '../../../transform/decode-table';
import { jsonFormat } from './json-format';

let connection: Awaited<ReturnType<DuckDBInstance['connect']>>;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run("SET TimeZone = 'UTC'");
});
afterAll(() => connection.closeSync());

function column(type: string): Column {
  const parsed = parseType(type).type;
  if (parsed === null) throw new Error(type);
  return { name: 'x', type: parsed };
}

type Outcome = { record: number; value?: unknown; unreadable?: string; ignored?: true };

async function decode(columns: Column[], values: (string | Buffer | null)[]): Promise<Outcome[]> {
  const block = new RecordBlock();
  for (const [i, value] of values.entries()) {
    block.push({
      offset: BigInt(i),
      timestamp: 0,
      key: null,
      value: value === null ? null : Buffer.from(value),
    });
  }
  const decoded = await decodeBlock(connection, new ValueAppender(), { block, format: jsonFormat, columns });
  const rows = await connection.runAndReadAll(
    `SELECT penstock_record, x FROM ${DECODED_TABLE} WHERE penstock_problem IS NULL`,
  );
  const outcomes: Outcome[] = rows
    .getRowsJson()
    .map(([record, value]) => ({ record: Number(record), value }));
  for (const record of decoded.ignored) outcomes.push({ record, ignored: true });
  for (const { record, reason } of decoded.unreadable) outcomes.push({ record, unreadable: reason });
  return outcomes.sort((a, b) => a.record - b.record);
}

/** A JSON text for column x, and what comes of it; an Error stands for an unreadable record. */
const UNREADABLE = Symbol('unreadable');
const table: [type: string, json: string, value: unknown][] = [
  ['STRING', '"a\\nb"', 'a\nb'],
  ['STRING', '12', '12'],
  ['STRING', 'true', 'true'],
  ['STRING', '{"b":[1, 2]}', '{"b":[1,2]}'],
  ['STRING', 'null', null],
  ['BIGINT', '9223372036854775807', '9223372036854775807'],
  ['BIGINT', '9223372036854775808', UNREADABLE],
  ['BIGINT', '"12"', '12'],
  ['BIGINT', '" +12 "', '12'],
  ['BIGINT', '"1_000"', UNREADABLE],
  ['BIGINT', '"0x10"', UNREADABLE],
  ['INT', '1.5', UNREADABLE],
  ['INT', '1e3', UNREADABLE],
  ['INT', '2147483648', UNREADABLE],
  ['INT', '"abc"', UNREADABLE],
  ['INT', '{}', UNREADABLE],
  ['INT', 'true', UNREADABLE],
  ['TINYINT', '127', 127],
  ['TINYINT', '128', UNREADABLE],
  ['SMALLINT', '-32768', -32768],
  ['DOUBLE', '1.5', 1.5],
  ['DOUBLE', '"1.5e2"', 150],
  ['DOUBLE', '1e999', UNREADABLE],
  ['DOUBLE', '"NaN"', UNREADABLE],
  ['DOUBLE', '"1_0"', UNREADABLE],
  ['DOUBLE', '3', 3],
  ['BOOLEAN', 'true', true],
  ['BOOLEAN', '"FALSE"', false],
  ['BOOLEAN', '1', UNREADABLE],
  ['BOOLEAN', '"yes"', UNREADABLE],
  ['DECIMAL(10, 2)', '12.345', '12.35'],
  ['DECIMAL(10, 2)', '"12.30"', '12.30'],
  ['DECIMAL(4, 2)', '123.4', UNREADABLE],
  ['DECIMAL(38, 18)', '123456.789012345678', UNREADABLE],
  ['DECIMAL(38, 0)', '12345678901234567890123', '12345678901234567890123'],
  ['DATE', '"2026-02-28"', '2026-02-28'],
  ['DATE', '"2026-02-30"', UNREADABLE],
  ['DATE', '"2026-2-3"', UNREADABLE],
  ['DATE', '"epoch"', UNREADABLE],
  ['TIME(3)', '"10:11:12.5"', '10:11:12.5'],
  ['TIME(3)', '"10:11"', UNREADABLE],
  ['TIMESTAMP(3)', '"2026-11-21 10:11:12.123"', '2026-11-21 10:11:12.123'],
  ['TIMESTAMP(3)', '"2026-11-21T10:11:12"', UNREADABLE],
  ['TIMESTAMP(3)', '"2026-11-21"', UNREADABLE],
  ['TIMESTAMP(3)', '"infinity"', UNREADABLE],
  ['TIMESTAMP(3)', '1795000000000', UNREADABLE],
  ['TIMESTAMP_LTZ(3)', '"2026-11-21 10:11:12Z"', '2026-11-21 10:11:12+00'],
  ['TIMESTAMP_LTZ(3)', '"2026-11-21 10:11:12"', UNREADABLE],
  ['BYTES', '"aGk="', 'hi'],
  ['BYTES', '"!"', UNREADABLE],
  ['ARRAY<INT>', '[1, null, 3]', [1, null, 3]],
  ['ARRAY<INT>', '[1, "z"]', UNREADABLE],
  ['ARRAY<INT>', '{"a":1}', UNREADABLE],
  ['ROW<a INT, b STRING>', '{"a":1}', { a: 1, b: null }],
  ['ROW<a INT, b STRING>', '{"a":"z"}', UNREADABLE],
  ['ROW<a INT, b STRING>', '[1]', UNREADABLE],
  ['MAP<STRING, INT>', '{"k":1}', [{ key: 'k', value: 1 }]],
  ['MAP<STRING, INT>', '{"k":"z"}', UNREADABLE],
  ['MAP<STRING, INT>', '[1]', UNREADABLE],
  ['ARRAY<ROW<a INT>>', '[{"a":1},{"a":null}]', [{ a: 1 }, { a: null }]],
  ['ARRAY<ROW<a INT>>', '[{"a":1},{"a":"z"}]', UNREADABLE],
];

describe('values by type', () => {
  test.each(table)('%s from %s', async (type, json, value) => {
    const [outcome] = await decode([column(type)], [`{"x": ${json}}`]);
    if (value === UNREADABLE) expect(outcome?.unreadable).toMatch(/^not an? /);
    else expect(outcome).toEqual({ record: 0, value });
  });
});

describe('messages', () => {
  test('nothing shifts another record: each outcome names its own record', async () => {
    const outcomes = await decode(
      [column('BIGINT')],
      [
        '{"x":0}',
        null,
        '{"x":2}',
        'not json',
        '{"x":4}',
        Buffer.from([0x7b, 0xff, 0x7d]),
        '{\n"x":\n6}',
        '',
        '{"x":8} trailing',
        '[9]',
        'null',
        '{}',
        '{"y":1}',
      ],
    );
    expect(outcomes.map((o) => o.value ?? o.unreadable ?? (o.ignored ? 'ignored' : null))).toEqual([
      '0',
      'ignored',
      '2',
      'the message is not valid JSON',
      '4',
      'the message is not valid UTF-8',
      '6',
      'the message is not valid JSON',
      'the message is not valid JSON',
      'the message is not a JSON object',
      'ignored',
      null,
      null,
    ]);
  });

  test('bytes that are valid only together with the next message are not valid', async () => {
    const outcomes = await decode(
      [column('BIGINT')],
      ['{"x":1}', Buffer.from([0xc3]), Buffer.from([0xa9]), '{"x":3}'],
    );
    expect(outcomes.map((o) => o.value ?? o.unreadable)).toEqual([
      '1',
      'the message is not valid UTF-8',
      'the message is not valid UTF-8',
      '3',
    ]);
  });

  test('deep nesting and huge messages are unreadable and hurt nobody', async () => {
    const deep = `{"x":1,"y":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const huge = `{"x":1,"y":"${'a'.repeat(10 * 1024 * 1024)}"}`;
    const outcomes = await decode([column('BIGINT')], ['{"x":0}', deep, huge, '{"x":3}']);
    expect(outcomes.map((o) => o.value ?? o.unreadable)).toEqual([
      '0',
      'the JSON is nested deeper than 1000 levels',
      expect.stringMatching(/more than 10485760/),
      '3',
    ]);
  });

  test('values around the inlining limit of twelve bytes and across vectors are read back as sent', async () => {
    const values = Array.from({ length: 5000 }, (_, i) => `{"x":"${'é'.repeat(i % 9)}${i}"}`);
    const outcomes = await decode([column('STRING')], values);
    expect(outcomes.map((o) => o.value)).toEqual(values.map((v) => JSON.parse(v).x));
  });

  test('a NOT NULL column makes a record without it unreadable', async () => {
    const [outcome] = await decode([column('BIGINT NOT NULL')], ['{}']);
    expect(outcome?.unreadable).toBe('not a BIGINT NOT NULL: x = missing');
  });
});
