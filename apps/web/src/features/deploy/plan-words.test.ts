import { expect, test } from 'vitest';
import {
  afterwardsWords,
  fieldTime,
  planButton,
  planTitle,
  progressTitle,
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

test('carried out, the title says what is so, and only what has been seen', () => {
  expect(progressTitle({ ...base, kind: 'rollback' }, null)).toBe('Rolling back order-events v4');
  expect(progressTitle({ ...base, kind: 'deploy' }, 'failed')).toBe('Deploying order-events v4');
  expect(progressTitle({ ...base, kind: 'deploy' }, 'running')).toBe('order-events v4 is running');
  expect(progressTitle({ ...base, kind: 'deploy' }, 'stopped')).toBe('order-events is stopped');
});

test('the button names the version', () => {
  expect(planButton({ kind: 'deploy', toVersion: 4 })).toBe('Deploy v4');
  expect(planButton({ kind: 'rollback', toVersion: 3 })).toBe('Roll back to v3');
});

test('reads on: offsets, how far behind and how long, whatever is known', () => {
  expect(
    readsOnWords({ moves: null, readsOn: { kind: 'position', messagesBehind: '1204', aboutSeconds: 2 } }),
  ).toBe('from the last committed offsets, 1,204 messages behind, about 2 s');
  expect(
    readsOnWords({ moves: null, readsOn: { kind: 'position', messagesBehind: null, aboutSeconds: null } }),
  ).toBe('from the last committed offsets');
});

test('the table says what is added, or why it is refused', () => {
  const table = { name: 'orders', change: 'none', added: [], reason: null } as const;
  expect(tableWords({ moves: null, table: { ...table, added: [] } })).toBe('orders: no change');
  expect(
    tableWords({
      moves: null,
      table: { ...table, change: 'add_columns', added: [{ name: 'note', type: 'STRING' }] },
    }),
  ).toBe('orders: adds note STRING, allowed');
  expect(
    tableWords({
      moves: null,
      table: { ...table, change: 'refused', added: [], reason: 'amount would narrow' },
    }),
  ).toBe('orders: amount would narrow');
});

test('afterwards names the way back', () => {
  expect(afterwardsWords({ ...base, kind: 'deploy' })).toBe('Roll back returns to v3, from here on');
});

test('start choices count messages beyond 2^53 exactly, and say why one cannot be had', () => {
  expect(
    startWords({ kind: 'earliest', messages: '9007199254740993', risk: null, unavailable: null }).detail,
  ).toBe('9,007,199,254,740,993 messages to read');
  expect(
    startWords({ kind: 'group', messages: null, risk: null, unavailable: 'the group has no offsets' }).detail,
  ).toBe('the group has no offsets');
});

test('a choice to go on from another pipeline names it', () => {
  const choice = { kind: 'adopt', messages: '1', risk: null, unavailable: null } as const;
  expect(startWords(choice, 'order-events')).toEqual({
    name: 'Go on where order-events stands',
    detail: '1 message to read',
  });
});

test('another table says where rows go from here on, and that the position moves along', () => {
  const table = { name: 'penstock.orders_new', change: 'create', added: [], reason: null } as const;
  const moves = { from: 'penstock.orders', to: 'penstock.orders_new' };
  expect(tableWords({ table: { ...table, added: [] }, moves })).toBe(
    'penstock.orders_new: will be made. New rows go there from here on; the rows written so far stay in penstock.orders',
  );
  const readsOn = { kind: 'position', messagesBehind: '3', aboutSeconds: null } as const;
  expect(readsOnWords({ readsOn, moves })).toBe(
    'from the last committed offsets, which move along, 3 messages behind',
  );
});

test('an instant becomes what the field for a time takes, and comes back as the same instant', () => {
  const at = '2026-11-20T10:00:00.000Z';
  expect(new Date(fieldTime(at)).toISOString()).toBe(at);
  expect(fieldTime(null)).toBe('');
});
