// npm run bench -- NAME [args]: bundles and runs bench/NAME.ts (or packages/*/bench/NAME.ts).
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { bundle } from './lib/bundle.mjs';
import { root } from './lib/root.mjs';

const folders = ['bench', ...readdirSync(`${root}/packages`).map((name) => `packages/${name}/bench`)];
const [name, ...args] = process.argv.slice(2);
const known = folders.flatMap((folder) => benchesIn(folder));
const found = known.find((bench) => bench.name === name);

if (!found) {
  console.error(
    `npm run bench -- NAME, where NAME is one of: ${known.map((bench) => bench.name).join(', ') || '(none yet)'}`,
  );
  process.exit(1);
}
// below the folder of the source, so that its imports resolve as there
const output = `${found.folder}/dist/${found.name}.mjs`;
await bundle([{ entry: `${found.folder}/${found.name}.ts`, output }]);
const child = spawn(process.execPath, ['--enable-source-maps', `${root}/${output}`, ...args], {
  stdio: 'inherit',
  cwd: root,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));

/** @param {string} folder */
function benchesIn(folder) {
  if (!existsSync(`${root}/${folder}`)) return [];
  const files = readdirSync(`${root}/${folder}`).filter(
    (file) => file.endsWith('.ts') && !file.includes('.test.'),
  );
  return files.map((file) => ({ folder, name: file.slice(0, -3) }));
}
