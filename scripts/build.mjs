// Builds what production runs: the Prisma client, the bundles, the web app. Options: --no-web, --force.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from './generate.mjs';
import { bundle } from './lib/bundle.mjs';
import { buildInputs, bundles } from './lib/bundles.mjs';
import { root } from './lib/root.mjs';
import { runTool } from './lib/run.mjs';
import { treeHash } from './lib/tree-hash.mjs';

const stamps = {
  bundles: `${root}/packages/local-stack/dist/.build-hash`,
  web: `${root}/apps/web/.next/.build-hash`,
};
const notBuilt = /\.(test|spec)\.[a-z]+$|\/(fixtures|test|bench)\//;

/** @param {{ web?: boolean, force?: boolean, say?: (line: string) => void }} [options] */
export async function build(options = {}) {
  const say = options.say ?? (() => {});
  const hashes = { bundles: sourcesHash('bundles'), web: sourcesHash('web') };
  if (options.force || !isCurrent('bundles', hashes.bundles)) {
    rmSync(stamps.bundles, { force: true });
    await generate();
    await bundle(bundles);
    stamp('bundles', hashes.bundles);
    say('servers built');
  }
  if (options.web !== false && (options.force || !isCurrent('web', hashes.web))) {
    rmSync(stamps.web, { force: true });
    await generate();
    await buildWeb();
    stamp('web', hashes.web);
    say('web app built');
  }
}

/** What start asks before it builds: about 0.2 s. @param {{ web?: boolean }} [options] */
export function isBuilt(options = {}) {
  return (
    isCurrent('bundles', sourcesHash('bundles')) &&
    (options.web === false || isCurrent('web', sourcesHash('web')))
  );
}

/** @param {'bundles' | 'web'} part */
function sourcesHash(part) {
  return treeHash(buildInputs[part], (path) => !notBuilt.test(path)) + process.versions.node.split('.')[0];
}

/** @param {'bundles' | 'web'} part @param {string} hash */
function isCurrent(part, hash) {
  if (!existsSync(stamps[part]) || readFileSync(stamps[part], 'utf8') !== hash) return false;
  if (part === 'web') return existsSync(`${root}/apps/web/.next/BUILD_ID`);
  return bundles.every(({ output }) => existsSync(`${root}/${output}`));
}

/** @param {'bundles' | 'web'} part @param {string} hash */
function stamp(part, hash) {
  mkdirSync(dirname(stamps[part]), { recursive: true });
  writeFileSync(stamps[part], hash);
}

async function buildWeb() {
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const result = await runTool('next/dist/bin/next', ['build'], {
    cwd: `${root}/apps/web`,
    env,
    ownGroup: true,
  });
  if (result.code !== 0) throw new Error(`The web app could not be built.\n${result.output}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const force = process.argv.includes('--force');
    await build({ web: !process.argv.includes('--no-web'), force, say: (line) => console.log(line) });
    console.log('build is up to date');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
