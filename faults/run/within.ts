import { setTimeout as delay } from 'node:timers/promises';

/** After healing, whatever has not happened within this time counts as stuck. */
export const stuckMs = 60_000;

/** What was waited for did not happen. */
export class Stuck extends Error {}

/**
 * Repeats until `look` gives something other than false, null or undefined. Throws `Stuck` naming what was waited for,
 * with what `look` threw last.
 */
export async function within<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs: number = stuckMs,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== false && found !== null && found !== undefined)
        return found as NonNullable<Exclude<T, false>>;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const reason = last instanceof Error ? `: ${last.message}` : '';
      throw new Stuck(`not within ${limitMs / 1000} s: ${what}${reason}`, { cause: last });
    }
    await delay(50);
  }
}
