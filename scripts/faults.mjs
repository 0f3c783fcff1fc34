// npm run faults -- [--runs N] [--seed S] [--only NAME]: builds the programs, bundles faults/main.ts and runs it.
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { bundle } from './lib/bundle.mjs';
import { root } from './lib/root.mjs';

const output = 'faults/dist/main.mjs';
await build({ web: false });
await bundle([{ entry: 'faults/main.ts', output }]);
const child = spawn(
  process.execPath,
  ['--enable-source-maps', `${root}/${output}`, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: root,
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
