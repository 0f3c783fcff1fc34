import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type ProcessRecord } from '../before-install/process-identity.mjs';

export interface StopStep {
  signal: NodeJS.Signals;
  /** how long to wait for the end before the next step */
  waitMs: number;
}

const politeThenHard: StopStep[] = [
  { signal: 'SIGTERM', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Stops exactly this process, and with `group` everything in its process group, by the given steps. Returns true when
 * it has ended; a process that is not ours any more (another start time) is left alone and counts as ended.
 */
export async function stopProcess(
  target: ProcessRecord,
  options: { steps?: StopStep[]; group?: boolean } = {},
): Promise<boolean> {
  for (const step of options.steps ?? politeThenHard) {
    if (!isRunning(target)) return true;
    signal(target.pid, step.signal, options.group ?? false);
    const end = Date.now() + step.waitMs;
    while (Date.now() < end) {
      if (!isRunning(target)) return true;
      await delay(25);
    }
  }
  return !isRunning(target);
}

/** Sends a signal; a process that has just ended is no error. */
export function signal(pid: number, name: NodeJS.Signals, group: boolean): void {
  try {
    process.kill(group ? -pid : pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
