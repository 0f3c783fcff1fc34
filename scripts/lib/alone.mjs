import { setTimeout as delay } from 'node:timers/promises';
import { takeDataLock } from '../../packages/local-stack/src/before-install/data-lock.mjs';

/**
 * Runs work in one process at a time per folder; the others wait. The lock of a killed process frees itself.
 * @template T @param {string} folder @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function alone(folder, work) {
  for (;;) {
    const lock = takeDataLock(folder);
    if ('release' in lock) return work().finally(() => lock.release());
    await delay(200);
  }
}
