import { expect, it } from 'vitest';
import { KeyedQueue } from './keyed-queue';

it('tasks with a key in common run one after the other in their order, others side by side', async () => {
  const queue = new KeyedQueue();
  const log: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = queue.run(['a', 'b'], async () => {
    log.push('first');
    await gate;
    throw new Error('fails');
  });
  const second = queue.run(['b', 'c'], async () => log.push('second'));
  const third = queue.run(['c'], async () => log.push('third'));
  await queue.run(['d'], async () => log.push('apart'));
  expect(log).toEqual(['first', 'apart']);
  open();
  await expect(first).rejects.toThrow('fails');
  await Promise.all([second, third]);
  expect(log).toEqual(['first', 'apart', 'second', 'third']);
});
