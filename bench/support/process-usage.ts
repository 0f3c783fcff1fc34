import { readFileSync } from 'node:fs';

/** Clock ticks per second on Linux (USER_HZ). */
const TICKS = 100;

/** User and system time of a process so far, from /proc; 0 where there is none. */
export function cpuSeconds(pid: number | null): number {
  const text = read(pid, 'stat');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

/** Highest resident size so far in MB. */
export function peakMemoryMb(pid: number | null): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024);
}

function read(pid: number | null, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
