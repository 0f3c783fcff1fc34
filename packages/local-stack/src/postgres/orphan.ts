import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, identityOf } from '../before-install/process-identity.mjs';
import { readSmallFile } from '../process/private-file';
import { type StopStep, stopProcess } from '../process/stop-process';

/** Fast shutdown (sessions are cut, everything is written), then immediate shutdown, then the hard way. */
export const postgresStopSteps: StopStep[] = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Clears what an earlier start left behind when it was killed: stops a Postgres that still runs on these files, and
 * removes a `postmaster.pid` whose process is gone. Postgres checks that file by process id alone, so after a reboot
 * it may refuse to start because some other program has the id now.
 */
export async function clearOrphan(pgdata: string): Promise<'none' | 'stopped' | 'stale'> {
  const file = join(pgdata, 'postmaster.pid');
  const pid = Number(readSmallFile(file)?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return 'none';
  const identity = identityOf(pid);
  if (identity !== undefined && commandLineOf(pid).includes(pgdata)) {
    await stopProcess({ pid, identity }, { steps: postgresStopSteps });
    return 'stopped';
  }
  rmSync(file, { force: true });
  return 'stale';
}
