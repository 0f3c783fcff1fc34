import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

let prlimit: boolean | undefined;

/** Whether util-linux's prlimit is there (Linux). Elsewhere children run without an address-space limit. */
export function hasPrlimit(): boolean {
  prlimit ??=
    process.platform === 'linux' && spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0;
  return prlimit;
}

export type ForkOptions = {
  entry: string;
  /** RLIMIT_AS in MB. Node alone reserves over 1 GB of addresses, so this bounds runaway allocations, not real use. */
  addressSpaceMb: number;
  /** V8's old-space limit in MB. */
  heapMb: number;
  /** The whole environment of the child: nothing is inherited. */
  env?: Record<string, string>;
  args?: string[];
};

/** Starts a Node child with an IPC channel (structured clone), an empty environment and limits. */
export function forkLimited(options: ForkOptions): ChildProcess {
  const node = [`--max-old-space-size=${options.heapMb}`, options.entry, ...(options.args ?? [])];
  const limited = hasPrlimit();
  const command = limited ? 'prlimit' : process.execPath;
  const args = limited
    ? [`--as=${options.addressSpaceMb * 1024 * 1024}`, '--core=0', process.execPath, ...node]
    : node;
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { PATH: '/usr/bin:/bin:/usr/local/bin', ...options.env },
  });
}
