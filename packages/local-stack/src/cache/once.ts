import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { takeDataLock } from '../before-install/data-lock.mjs';

/**
 * Runs `make` in one process at a time per name; the others wait and then find what was made. The lock of a killed
 * process frees itself.
 */
export async function oneAtATime<T>(
  cacheDir: string,
  name: string,
  make: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    const lock = takeDataLock(join(cacheDir, `${name}.busy`));
    if ('release' in lock) {
      try {
        return await make();
      } finally {
        lock.release();
      }
    }
    await delay(200, undefined, { signal });
  }
}
