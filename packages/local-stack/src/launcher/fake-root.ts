import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../cache/cache-dir';

const recordsItsStop = (name: string) => `
import { appendFileSync } from 'node:fs';
const note = (what) => appendFileSync(process.env.PENSTOCK_DATA + '/order', '${name} ' + what + '\\n');
process.on('SIGTERM', () => { note('stopped'); process.exit(0); });
note('started');
`;

const files: Record<string, string> = {
  'package.json': '{"type":"module"}',
  'apps/server/dist/main.mjs': `${recordsItsStop('server')}
import { createServer } from 'node:http';
createServer((_, answer) => answer.end(JSON.stringify(process.env))).listen(Number(process.env.PENSTOCK_SERVER_PORT), '127.0.0.1');`,
  'apps/runner/dist/main.mjs': `${recordsItsStop('runner')} setInterval(() => {}, 1e6);`,
  'scripts/web.mjs': `${recordsItsStop('web')}
import { createServer } from 'node:http';
process.once('message', (_, socket) => createServer((_, answer) => answer.end('the app')).listen(socket, () => process.send('ready')));
process.once('disconnect', () => process.exit(1));`,
};

/** A folder laid out like the repository, with small stand-ins for the apps; all else is the real one. For tests. */
export function makeFakeRoot(dir: string): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  for (const shared of ['prisma', 'node_modules'])
    symlinkSync(join(repositoryRoot(), shared), join(dir, shared));
  return dir;
}
