// npm start: from a fresh clone to the running product. Only Node's built-ins here: this runs before installing.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeDataLock } from '../packages/local-stack/src/before-install/data-lock.mjs';
import { statusBoard } from '../packages/local-stack/src/before-install/status.mjs';
import { install, isInstalled } from './lib/install.mjs';
import { nodeVersionProblem } from './lib/node-version.mjs';
import { root } from './lib/root.mjs';
import { endRunning } from './lib/run.mjs';
import { openSplash } from './lib/splash.mjs';
import { help, parseStartOptions } from './lib/start-options.mjs';

const began = performance.now();
const say = (/** @type {string} */ line) =>
  process.stdout.write(`${`${((performance.now() - began) / 1000).toFixed(1)} s`.padStart(8)}  ${line}\n`);
process.stdout.on('error', () => {}); // the terminal is gone: go on until told to stop

/** @type {{ stop(): Promise<void> } | undefined} */
let launched;
let stopping = false;

try {
  await start();
} catch (error) {
  // what was ended by a signal fails as well; the signal's own way out is under way then
  if (!stopping) await end(error instanceof Error ? error.message : String(error), 1);
}

async function start() {
  const problem = nodeVersionProblem(process.versions.node);
  if (problem) throw new Error(problem);
  const options = parseStartOptions(process.argv.slice(2));
  if ('help' in options) return void process.stdout.write(help);
  takeLock(options.data);
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => void stopBySignal(name));
  const status = statusBoard(join(options.data, 'status.json'), { pid: process.pid, data: options.data });
  const splash = await openSplash(options.port, () => status.snapshot());
  if (splash.port !== options.port)
    say(`Port ${options.port} is used by another program; using ${splash.port}.`);
  const url = `http://127.0.0.1:${splash.port}`;
  status.about({ url });
  say(`The page is at ${url} and shows what is still coming.`);
  await prepare(status);
  if (stopping) return;
  reportChanges(status);
  const { launch } = await import('../packages/local-stack/dist/launcher.mjs');
  const running = launch({ root, data: options.data, port: splash.port, status, say, splash });
  launched = running;
  await running.ready;
  if (stopping) return;
  say(`Penstock is up: ${url}`);
  say(`Everything is kept in ${options.data}. Ctrl-C stops it.`);
}

/** @param {string} data */
function takeLock(data) {
  try {
    mkdirSync(data, { recursive: true });
    const lock = takeDataLock(data);
    if ('release' in lock) return process.once('exit', () => lock.release());
    throw new Error(
      `Penstock already runs on ${data} (process ${lock.heldBy.pid}). Stop that one first (Ctrl-C in its terminal), or use another directory: npm start -- --data DIR`,
    );
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR') {
      throw new Error(
        `The data directory ${data} cannot be written (${code}). Choose another with --data DIR.`,
      );
    }
    throw error;
  }
}

/** @param {import('../packages/local-stack/src/before-install/status.mjs').StatusBoard} status */
async function prepare(status) {
  await step(status, { name: 'install', label: 'Dependencies' }, isInstalled, (progress) =>
    install(progress),
  );
  const builder = await import('./build.mjs');
  await step(status, { name: 'build', label: 'Build' }, builder.isBuilt, () => builder.build());
}

/**
 * @param {import('../packages/local-stack/src/before-install/status.mjs').StatusBoard} status
 * @param {{ name: string, label: string }} about
 * @param {() => boolean} done
 * @param {(progress: (percent: number) => void) => Promise<void>} work
 */
async function step(status, about, done, work) {
  if (stopping || done()) return void status.set({ ...about, state: 'ready' });
  const from = performance.now();
  say(`${about.label}: this takes a minute or two, once.`);
  status.set({ ...about, state: 'fetching' });
  let said = 0;
  try {
    await work((progress) => {
      status.set({ ...about, state: 'fetching', progress });
      if (progress < said + 25) return;
      said = progress;
      say(`${about.label}: ${progress} %`);
    });
  } catch (error) {
    status.set({ ...about, state: 'failed', detail: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  status.set({ ...about, state: 'ready' });
  say(`${about.label}: done in ${((performance.now() - from) / 1000).toFixed(0)} s.`);
}

/** One line per change of state, and now and then one while something is fetched. */
function reportChanges(status) {
  /** @type {Map<string, string>} */
  const last = new Map();
  status.onChange(({ name, label, state, detail, progress }) => {
    const mark = `${state} ${Math.floor((progress ?? 0) / 20)}`;
    if (stopping || last.get(name) === mark) return;
    last.set(name, mark);
    if (state === 'starting' || state === 'absent') return;
    say(`${label}: ${state}${detail ? ` (${detail})` : ''}`);
  });
}

/** @param {NodeJS.Signals} name */
async function stopBySignal(name) {
  if (stopping) return;
  say('Stopping…');
  await end(undefined, name === 'SIGINT' ? 130 : 143);
}

/** @param {string | undefined} message @param {number} code */
async function end(message, code) {
  stopping = true;
  endRunning();
  if (message) process.stderr.write(`\n${message}\n`);
  await launched?.stop().catch((error) => process.stderr.write(`${error}\n`));
  if (!message) say('Stopped.');
  process.exit(code);
}
