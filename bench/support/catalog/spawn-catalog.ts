import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Running = { baseUrl: string; pid: number | null; stop(): Promise<void> };

/** Starts a process that prints its address as its first line. */
export async function spawnCatalog(
  command: string,
  args: string[],
  env: Record<string, string>,
): Promise<Running> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => null)]);
  if (first === null) throw new Error(`${command} ended before it listened`);
  return {
    baseUrl: String(first[0]),
    pid: child.pid ?? null,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
