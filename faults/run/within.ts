import { waitFor } from '../../packages/local-stack/src/testing/wait-for';

/** After healing, whatever has not happened within this time counts as stuck. */
export const stuckMs = 60_000;

/** What was waited for did not happen. */
export class Stuck extends Error {}

/** As `waitFor`; throws `Stuck` naming what was waited for, with what `look` threw last. */
export async function within<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs: number = stuckMs,
): Promise<NonNullable<Exclude<T, false>>> {
  try {
    return await waitFor(what, look, { timeoutMs: limitMs });
  } catch (error) {
    throw new Stuck(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
