import { isPenstockError } from '@penstock/common';

const retryMs = 500;

/**
 * Repeats a write that a commit waits for while the database is away. `isOver` ends the wait; every other failure is the
 * caller's.
 */
export async function untilWritten(
  write: () => Promise<void>,
  options: { isOver(): boolean; onFailure(error: unknown): void },
): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      options.onFailure(error);
      if (options.isOver() || !isPenstockError(error) || error.code !== 'unavailable') throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}
