// npm run catalog -- --port N --data DIR: Postgres and the Iceberg REST catalog alone, until it is stopped.
import { join } from 'node:path';
import { takeDataLock } from '../packages/local-stack/src/before-install/data-lock.mjs';
import { statusBoard } from '../packages/local-stack/src/before-install/status.mjs';
import { build, isBuilt } from './build.mjs';
import { root } from './lib/root.mjs';
import { parseStartOptions } from './lib/start-options.mjs';

const options = parseStartOptions(process.argv.slice(2));
if ('help' in options) {
  console.log('npm run catalog -- --port N --data DIR');
  process.exit(0);
}
const lock = takeDataLock(options.data);
if ('heldBy' in lock) {
  console.error(
    `${options.data} is in use by process ${lock.heldBy.pid}. Stop that one, or use another --data DIR.`,
  );
  process.exit(1);
}
process.once('exit', () => lock.release());
if (!isBuilt({ web: false })) await build({ web: false });
const { launchCatalog } = await import('../packages/local-stack/dist/launcher.mjs');
const status = statusBoard(join(options.data, 'status.json'), { pid: process.pid });
const catalog = launchCatalog({ root, ...options, status, say: (line) => console.error(line) });
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => catalog.stop().then(() => process.exit(0)));
try {
  await catalog.ready;
  console.log(`http://127.0.0.1:${options.port}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await catalog.stop();
  process.exit(1);
}
