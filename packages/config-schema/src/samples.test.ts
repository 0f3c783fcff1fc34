import { describe, expect, test } from 'vitest';
import { formatSample, parseSample, samplesOf } from './samples';

describe('samples', () => {
  test('offsets and numbers beyond 2^53 keep their digits', () => {
    const line =
      '{"key":"1","offset":9223372036854775807,"partition":3,"timestamp":"2026-11-20T10:00:00Z","value":{"id":12345678901234567890,"x":1.10}}\n';
    expect(parseSample('x', line).messages).toEqual([
      {
        key: '1',
        headers: [],
        offset: '9223372036854775807',
        partition: 3,
        timestampMs: '1795168800000',
        value: '{"id":12345678901234567890,"x":1.10}',
        valueBase64: null,
      },
    ]);
  });
  test('what is written is read back the same', () => {
    const messages = [
      {
        key: null,
        headers: [['a', 'b']] as [string, string][],
        offset: '9007199254740993',
        partition: 0,
        timestampMs: '5',
        value: '{"broken":',
        valueBase64: null,
      },
      { key: 'k', headers: [], offset: '2', partition: 1, timestampMs: null, value: null, valueBase64: null },
      {
        key: 'k',
        headers: [],
        offset: '3',
        partition: 1,
        timestampMs: null,
        value: null,
        valueBase64: '/+8=',
      },
    ];
    expect(parseSample('x', formatSample(messages))).toEqual({ messages, diagnostics: [] });
  });
  test('a line that is no message is named by its line, the others stay', () => {
    const { messages, diagnostics } = parseSample(
      'x',
      '{"value":"a"}\nnope\n\n[1]\n{"value":"b"}\r\n{"offset":"x","value":"c"}',
    );
    expect(messages.map((one) => one.value)).toEqual(['a', 'b']);
    expect(diagnostics.map((one) => one.line)).toEqual([2, 4, 6]);
  });
  test('only files of this pipeline are its samples', () => {
    const files = {
      'samples/a/one.jsonl': '{"value":"1"}',
      'samples/ab/two.jsonl': '',
      'samples/a/x/three.jsonl': '',
      'samples/a/readme.md': '',
    };
    expect(samplesOf(files, 'a').map((one) => one.name)).toEqual(['one']);
  });
});
