// Runs before anything is installed or built, so only Node's built-ins are imported here.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A text that tells this process from any other that ever had the same id: boot and start time. A process id alone is
 * no proof, because ids are reused; stopping "our" old process by id could hit somebody else's.
 * @param {number} pid
 * @returns {string | undefined} undefined when no such process runs (a zombie does not run)
 */
export function identityOf(pid) {
  return process.platform === 'linux' ? linuxIdentity(pid) : psIdentity(pid);
}

/** True while exactly this process runs. @param {{ pid: number, identity: string }} recorded */
export function isRunning(recorded) {
  return identityOf(recorded.pid) === recorded.identity;
}

/** The command line of a process, arguments joined by spaces; empty when it cannot be read. @param {number} pid */
export function commandLineOf(pid) {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return ps(pid, 'command=');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function linuxIdentity(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in brackets may hold spaces
    const state = fields[0];
    if (state === 'Z' || state === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19]}`; // proc(5): field 22, start time in clock ticks since boot
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function psIdentity(pid) {
  try {
    const line = ps(pid, 'stat=,lstart=');
    return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim();
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} columns */
function ps(pid, columns) {
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
