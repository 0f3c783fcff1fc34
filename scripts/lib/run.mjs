import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends what is still running, with everything it started. For a start that is stopped while it installs or builds. */
export function endRunning() {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGTERM');
    } catch {
      // it has just ended by itself
    }
  }
}

/**
 * Runs a program to its end, never with standard input.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, ownGroup?: boolean }} [options]
 *   `show`: pass the output on as it comes, beside collecting it; `ownGroup`: endRunning ends it, Ctrl-C does not
 * @returns {Promise<{ code: number, output: string }>} standard output and error as they came; code 127 when the
 *   program does not exist, 128 when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: options.ownGroup ?? false,
    });
    if (options.ownGroup) running.add(child);
    let output = '';
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (options.show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 128, output });
    });
  });
}

/** Like run, for a program that ships in node_modules; `entry` is a path below node_modules. */
export function runTool(entry, args, options = {}) {
  return run(process.execPath, [`${root}/node_modules/${entry}`, ...args], options);
}
