import { describe, expect, test } from 'vitest';
import { cellsOf, isNumericType } from './cells';
import { headline, headlineText, tookText } from './headline';
import { parsePasted, toJsonl } from './paste-sample';
import { grouped, previewRows } from './preview-rows';

const message = (offset: string, value: string) => ({
  partition: 0,
  offset,
  timestampMs: null,
  key: null,
  headers: [],
  value,
  valueBase64: null,
});

describe('preview header', () => {
  test('adds up: every input record is in exactly one number', () => {
    const answer = {
      counts: { in: 200, out: 171, filtered: 27, failed: 2 },
      records: [
        ...Array.from({ length: 171 }, (_, input) => ({ kind: 'out' as const, input, row: '[]' })),
        ...Array.from({ length: 27 }, (_, i) => ({
          kind: 'filtered' as const,
          input: 171 + i,
          reason: null,
        })),
        ...Array.from({ length: 2 }, (_, i) => ({
          kind: 'failed' as const,
          input: 198 + i,
          reason: '',
          column: null,
          sqlLine: null,
        })),
      ],
    };
    expect(headlineText(headline(answer))).toBe(
      '200 in → 171 out · 27 filtered · 2 failed · nothing is written',
    );
  });

  test('records that went into a window are named, so that the numbers still add up', () => {
    const answer = {
      counts: { in: 10, out: 2, filtered: 1, failed: 0 },
      records: [
        { kind: 'out' as const, input: 4, row: '[]' },
        { kind: 'out' as const, input: 8, row: '[]' },
        { kind: 'filtered' as const, input: 0, reason: null },
      ],
    };
    expect(headlineText(headline(answer))).toBe(
      '10 in → 2 out · 1 filtered · 7 without a row of their own · nothing is written',
    );
  });

  test('a record that gives several rows is counted once on the way in', () => {
    const answer = {
      counts: { in: 1, out: 3, filtered: 0, failed: 0 },
      records: [0, 0, 0].map((input) => ({ kind: 'out' as const, input, row: '[]' })),
    };
    expect(headlineText(headline(answer))).toBe('1 in → 3 out · nothing is written');
  });

  test('durations have units', () => {
    expect([tookText(0.2), tookText(7.4), tookText(1234)]).toEqual(['1 ms', '7 ms', '1.2 s']);
  });
});

describe('preview cells', () => {
  test('numbers keep every digit', () => {
    expect(cellsOf('[8428329622630187761, 0.10000000000000000000000001]')).toEqual([
      { kind: 'number', text: '8428329622630187761' },
      { kind: 'number', text: '0.10000000000000000000000001' },
    ]);
  });

  test('null, empty text and text are three different things', () => {
    expect(cellsOf('[null, "", "null", {"a": 9007199254740993}]')).toEqual([
      { kind: 'null' },
      { kind: 'empty' },
      { kind: 'text', text: 'null' },
      { kind: 'nested', text: '{"a":9007199254740993}', items: 1 },
    ]);
  });

  test('a row that is no JSON is shown as it came and hides no other', () => {
    expect(cellsOf('[1, undefined]')).toEqual([{ kind: 'text', text: '[1, undefined]' }]);
  });

  test('only number types are read from the right', () => {
    expect(
      ['BIGINT NOT NULL', 'DECIMAL(10, 2)', 'double', 'STRING', 'INTERVAL DAY', 'ROW<a INT>'].map(
        isNumericType,
      ),
    ).toEqual([true, true, true, false, false, false]);
  });
});

describe('preview rows', () => {
  test('stand beside the record they came from, in input order', () => {
    const rows = previewRows(
      {
        columns: [{ name: 'a', type: 'INT' }],
        records: [
          { kind: 'out', input: 0, row: '[1]' },
          { kind: 'filtered', input: 1, reason: 'WHERE amount > 10' },
          { kind: 'failed', input: 2, reason: 'not a DOUBLE: amount = "abc"', column: 'amount', sqlLine: 4 },
        ],
        counts: { in: 3, out: 1, filtered: 1, failed: 1 },
        engineMs: 1,
        totalMs: 2,
      },
      [message('88101', '{"a":1}'), message('88102', '{"a":2}'), message('88104', '{"a":"abc"}')],
    );
    expect(rows.map((row) => [row.kind, row.position])).toEqual([
      ['out', '0 : 88,101'],
      ['filtered', '0 : 88,102'],
      ['failed', '0 : 88,104'],
    ]);
    expect(rows[1]).toMatchObject({ reason: 'filtered: amount > 10', source: '{"a":2}' });
  });

  test('offsets beyond 2^53 keep their digits', () => {
    expect(grouped('9223372036854775807')).toBe('9,223,372,036,854,775,807');
  });
});

describe('pasted samples', () => {
  test('an array, lines and one pretty-printed object are all understood', () => {
    expect(parsePasted('[{"a": 1}, {"a": 2}]').map((m) => m.value)).toEqual(['{"a":1}', '{"a":2}']);
    expect(parsePasted('{"a":1}\n\n{"a":2}\r\n').map((m) => m.value)).toEqual(['{"a":1}', '{"a":2}']);
    expect(parsePasted('{\n  "a": 12345678901234567890\n}').map((m) => m.value)).toEqual([
      '{"a":12345678901234567890}',
    ]);
  });

  test('a line that is no JSON stays a message, as Kafka would have held it', () => {
    expect(parsePasted('{"a":1}\nnonsense').map((m) => m.value)).toEqual(['{"a":1}', 'nonsense']);
  });

  test('lines of a sample file keep position and key', () => {
    const line =
      '{"partition":2,"offset":9007199254740993,"timestamp":1763632800000,"key":"k","value":"{\\"a\\":1}"}';
    expect(parsePasted(`${line}\n${line}`)[0]).toMatchObject({
      partition: 2,
      offset: '9007199254740993',
      timestampMs: '1763632800000',
      key: 'k',
      value: '{"a":1}',
    });
  });

  test('nothing pasted says what to do', () => {
    expect(() => parsePasted('  ')).toThrow('Paste at least one message');
  });

  test('what is written as a sample file is read back the same', () => {
    const messages = [message('7', '{"a":1}'), { ...message('8', ''), value: null, valueBase64: '/w==' }];
    expect(parsePasted(toJsonl(messages))).toEqual(messages);
  });
});
