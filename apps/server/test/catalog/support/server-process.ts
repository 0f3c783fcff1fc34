import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tempDir } from '@penstock/local-stack/testing';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));

type Bundle = (entries: { entry: string; output: string }[]) => Promise<void>;

/** Bundles entries (relative to the repository) as the build does; returns where they are. */
export async function bundleServer(entries: Record<string, string>): Promise<string> {
  const dir = tempDir('server');
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  const { bundle }: { bundle: Bundle } = await import(
    pathToFileURL(join(root, 'scripts/lib/bundle.mjs')).href
  );
  await bundle(Object.entries(entries).map(([name, entry]) => ({ entry, output: join(dir, name) })));
  return dir;
}

export type ServerProcess = {
  baseUrl: string;
  child: ChildProcess;
  exited: Promise<unknown>;
  kill(): Promise<void>;
};

/** Starts a bundled server and waits for the base URL on its standard output. */
export async function spawnServer(
  script: string,
  args: string[],
  env: Record<string, string>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => null)]);
  if (first === null) throw new Error(`the server ended before it listened: ${script}`);
  return {
    baseUrl: String(first[0]),
    child,
    exited,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
