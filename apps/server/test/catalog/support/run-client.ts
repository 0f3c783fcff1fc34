import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { guardProcess } from '@penstock/local-stack/testing';

/** Runs somebody else's client to its end; the test's guard ends it when the test is killed. */
export async function runClient(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  if (child.pid !== undefined) guardProcess(child.pid);
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const [code] = await once(child, 'close');
  return { code, output };
}
