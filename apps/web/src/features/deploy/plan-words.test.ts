import { expect, test } from 'vitest';
import {
  afterwardsWords,
  defaultStart,
  planButton,
  planTitle,
  readsOnWords,
  startWords,
  tableWords,
} from './plan-words';

const base = { pipelineKey: 'order-events', fromVersion: 3, toVersion: 4 } as const;

test('the title says from where to where', () => {
  expect(planTitle({ ...base, kind: 'deploy' })).toBe('Deploy order-events v3 → v4');
  expect(planTitle({ ...base, kind: 'rollback', fromVersion: 4, toVersion: 3 })).toBe(
    'Roll back order-events v4 → v3',
  );
  expect(planTitle({ ...base, kind: 'first', fromVersion: null, toVersion: 1 })).toBe(
    'Deploy order-events v1',
  );
});

test('the button names the version', () => {
  expect(planButton({ kind: 'deploy', toVersion: 4 })).toBe('Deploy v4');
  expect(planButton({ kind: 'rollback', toVersion: 3 })).toBe('Roll back to v3');
});

test('reads on: offsets, how far behind and how long, whatever is known', () => {
  expect(readsOnWords({ readsOn: { kind: 'position', messagesBehind: '1204', aboutSeconds: 2 } })).toBe(
    'from the last committed offsets, 1,204 messages behind, about 2 s',
  );
  expect(readsOnWords({ readsOn: { kind: 'position', messagesBehind: null, aboutSeconds: null } })).toBe(
    'from the last committed offsets',
  );
});

test('the table says what is added, or why it is refused', () => {
  const table = { name: 'orders', change: 'none', added: [], reason: null } as const;
  expect(tableWords({ table: { ...table, added: [] } })).toBe('orders: no change');
  expect(
    tableWords({ table: { ...table, change: 'add_columns', added: [{ name: 'note', type: 'STRING' }] } }),
  ).toBe('orders: adds note STRING, allowed');
  expect(
    tableWords({ table: { ...table, change: 'refused', added: [], reason: 'amount would narrow' } }),
  ).toBe('orders: amount would narrow');
});

test('afterwards names the way back', () => {
  expect(afterwardsWords({ ...base, kind: 'deploy' })).toBe('Roll back returns to v3, from here on');
});

test('start choices count messages beyond 2^53 exactly, and say why one cannot be had', () => {
  expect(startWords({ kind: 'earliest', messages: '9007199254740993', unavailable: null }).detail).toBe(
    '9,007,199,254,740,993 messages to read',
  );
  expect(startWords({ kind: 'group', messages: null, unavailable: 'the group has no offsets' }).detail).toBe(
    'the group has no offsets',
  );
  expect(
    defaultStart([
      { kind: 'group', messages: null, unavailable: 'none' },
      { kind: 'earliest', messages: '1', unavailable: null },
    ]),
  ).toBe('earliest');
});
