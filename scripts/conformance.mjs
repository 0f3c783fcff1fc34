// npm run conformance -- FOLDER [--flink 2.3|1.20] [--list VERDICT]: bundles conformance/main.ts and runs it.
import { spawn } from 'node:child_process';
import { bundle } from './lib/bundle.mjs';
import { root } from './lib/root.mjs';

const output = 'conformance/dist/main.mjs';
await bundle([{ entry: 'conformance/main.ts', output }]);
const args = ['--enable-source-maps', `${root}/${output}`, ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
