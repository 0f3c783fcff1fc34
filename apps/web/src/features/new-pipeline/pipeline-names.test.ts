import { expect, test } from 'vitest';
import { keyForTopic, keyProblem, tableNameFor } from './pipeline-names';

test('a key that leaves its folder or is taken is refused in words', () => {
  expect(keyProblem('../x', [])).toContain('letters');
  expect(keyProblem('a..b', [])).toContain('letters');
  expect(keyProblem('orders', ['orders'])).toContain('already');
  expect(keyProblem('order-events.v2', ['orders'])).toBeNull();
});

test('a table name is made from the key', () => {
  expect(tableNameFor('Order-Events.v2')).toBe('order_events_v2');
});

test('a second pipeline on one topic gets a key of its own', () => {
  expect(keyForTopic('orders', ['orders', 'orders-2'])).toBe('orders-3');
  expect(keyForTopic('orders', [])).toBe('orders');
});
