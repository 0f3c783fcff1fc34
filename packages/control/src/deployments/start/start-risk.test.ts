import { expect, test } from 'vitest';
import type { StartOffsetsAnswer } from '../../contracts/server-api';
import { riskOf } from './start-risk';

type Choice = StartOffsetsAnswer['choices'][number];
const choice = (kind: Choice['kind'], more: Partial<Choice> = {}): Choice => ({
  kind,
  messages: '40',
  repeats: null,
  skips: null,
  unavailable: null,
  ...more,
});

test('beside a position the costs are exact: rows twice, rows missing, or neither', () => {
  const context = { code: 'offset_out_of_range', hasRows: true, all: '100' } as const;
  const risk = (kind: Choice['kind'], repeats: string, skips: string) =>
    riskOf(choice(kind, { repeats, skips }), context);
  expect(risk('earliest', '1204', '0')).toBe(
    '1,204 messages that the table has rows of are read again: their rows come twice.',
  );
  expect(risk('latest', '0', '1')).toBe('1 message is left out: their rows will be missing.');
  expect(risk('stored', '0', '30')).toBe('30 messages are no longer in Kafka: their rows will be missing.');
  expect(risk('stored', '0', '0')).toBeNull();
});

test('without a position a table with rows may get them twice, an empty one may not', () => {
  const risk = (kind: Choice['kind'], hasRows: boolean, messages: string) =>
    riskOf(choice(kind, { messages }), { code: 'topic_recreated', hasRows, all: '100' });
  expect(risk('earliest', false, '100')).toBeNull();
  expect(risk('earliest', true, '100')).toMatch(/give their rows twice/);
  expect(risk('latest', true, '0')).toBe(
    '100 messages before that are not read: their rows will be missing.',
  );
  expect(risk('time', true, '60')).toMatch(/^40 messages before that are not read.*twice\.$/);
});

test('a set-back table keeps its gap, and a choice that cannot be had costs nothing', () => {
  const context = { code: 'set_back_outside', hasRows: true, all: '100' } as const;
  expect(riskOf(choice('stored', { repeats: '0', skips: '0' }), context)).toBe(
    'Rows that went with the newer snapshots stay missing.',
  );
  expect(riskOf(choice('group', { unavailable: 'no position' }), context)).toBeNull();
});
