import { expect, test } from 'vitest';
import { traceColumn, wordAt, wordRanges } from './column-trace';

const model = {
  source: [
    { name: 'amount', type: 'DOUBLE' },
    { name: 'ms', type: 'BIGINT' },
  ],
  output: [
    { name: 'total', type: 'DOUBLE', sources: ['amount'] },
    { name: 'at', type: 'TIMESTAMP(3)', sources: ['ms'] },
    { name: 'rate', type: 'DOUBLE', sources: ['amount', 'ms'] },
  ],
};

test('a source column lights every table column it flows into', () => {
  expect(traceColumn(model, { side: 'source', name: 'amount' })).toEqual({
    sources: new Set(['amount']),
    tableAt: new Set([0, 2]),
    words: new Set(['amount', 'total', 'rate']),
  });
});

test('a table column lights the source columns it is made of, by position', () => {
  expect(traceColumn(model, { side: 'table', at: 2 })).toEqual({
    sources: new Set(['amount', 'ms']),
    tableAt: new Set([2]),
    words: new Set(['amount', 'ms', 'rate']),
  });
});

test('an alias in the SQL lights its table column and its sources', () => {
  expect(traceColumn(model, { side: 'sql', word: 'at' }).tableAt).toEqual(new Set([1]));
  expect(traceColumn(model, { side: 'sql', word: 'SELECT' }).sources.size).toBe(0);
});

test('words inside strings and comments are not columns', () => {
  expect(wordRanges("amount -- amount\n'amount' `amount`", new Set(['amount']))).toEqual([
    { start: 0, end: 6 },
    { start: 26, end: 34 },
  ]);
});

test('the word under the pointer', () => {
  expect([wordAt('a, `b c`', 0), wordAt('a, `b c`', 1), wordAt('a, `b c`', 5)]).toEqual(['a', null, 'b c']);
});
