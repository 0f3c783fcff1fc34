import { execFileSync } from 'node:child_process';

export type Process = { pid: number; parent: number; group: number; command: string };

/** All processes of the machine, without those that have ended and are only not fetched yet. */
export function processes(): Process[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,pgid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return table.split('\n').flatMap((line) => {
    const [pid, parent, group, state, ...words] = line.trim().split(/\s+/);
    if (state === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command: words.join(' ') }];
  });
}

/** Process ids whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  return processes().flatMap((one) => (one.parent === pid ? [one.pid] : []));
}

/** Sends a signal; a process that has just ended by itself is no error. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
