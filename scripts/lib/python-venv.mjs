import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { run } from './run.mjs';

const candidates = ['python3.11', 'python3.12', 'python3.13', 'python3'];

/**
 * A virtual environment with the pinned packages of a requirements file, made once through the configured pip and kept
 * in the cache. Says in words what is missing when there is no Python or no network.
 * @param {{ requirements: string, name: string, wheelsOnly?: boolean }} wanted `requirements` relative to the repository; `name` of the
 *   folder in the cache: holds the version; `wheelsOnly` false: a package that has no wheel is built (PySpark)
 * @returns {Promise<{ python: string } | { missing: string }>}
 */
export async function pythonVenv({ requirements, name, wheelsOnly = true }) {
  const base = await findPython();
  if (base === null) return { missing: 'Python 3.11 or newer (with venv) is not installed' };
  const home = join(cacheFolder(), `${name}-python${base.version}`);
  const python = join(home, 'bin', 'python');
  const failure = existsSync(home)
    ? null
    : await alone(`${home}.busy`, () =>
        make(base.program, home, [...(wheelsOnly ? ['--only-binary=:all:'] : []), '-r', requirements]),
      );
  return failure === null ? { python } : { missing: failure };
}

/** The folder appears only when it is complete. @param {string} program @param {string} home @param {string[]} what */
async function make(program, home, what) {
  if (existsSync(home)) return null;
  const draft = `${home}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(cacheFolder(), { recursive: true });
  const venv = await run(program, ['-m', 'venv', draft]);
  if (venv.code !== 0) return `python -m venv failed: ${venv.output.slice(-300).trim()}`;
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', ...what];
  const pip = await run(join(draft, 'bin', 'python'), install);
  if (pip.code !== 0) return `pip could not fetch ${what.at(-1)}: ${pip.output.slice(-300).trim()}`;
  renameSync(draft, home);
  return null;
}

async function findPython() {
  for (const program of candidates) {
    const { code, output } = await run(program, ['--version']);
    const [, version = '', minor = '0'] = /^Python (3\.(\d+))/.exec(output) ?? [];
    if (code === 0 && Number(minor) >= 11) return { program, version };
  }
  return null;
}
