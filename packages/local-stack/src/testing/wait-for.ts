import { setTimeout as delay } from 'node:timers/promises';
import { PenstockError } from '@penstock/common';

/**
 * Waits until `predicate` gives something other than false, null or undefined, and returns it. Fails naming what was
 * waited for. The limit only guards against hanging: make it generous.
 *
 * @param what completes the sentence "waited for …"
 */
export async function waitFor<T>(
  what: string,
  predicate: () => T | Promise<T>,
  options: { timeoutMs?: number; intervalMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const timeoutMs = options.timeoutMs ?? 30_000;
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await predicate();
      if (value !== false && value !== null && value !== undefined)
        return value as NonNullable<Exclude<T, false>>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new PenstockError(
        'timeout',
        `waited ${timeoutMs} ms for ${what}${last ? `; last: ${last}` : ''}`,
        { cause: last },
      );
    }
    await delay(options.intervalMs ?? 50);
  }
}
