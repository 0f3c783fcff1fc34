// Serves the built web app. Started by the launcher it gets the listening socket from it; otherwise PORT and PENSTOCK_WEB_HOST count.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { root } from './lib/root.mjs';

const dir = `${root}/apps/web`;
const next = createRequire(`${dir}/package.json`)('next');
const port = Number(process.env.PORT ?? 4400);
const hostname = process.env.PENSTOCK_WEB_HOST ?? '127.0.0.1';
const socket = process.send ? receiveSocket() : undefined;

process.chdir(dir);
const app = next({ dev: false, dir, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => handle(request, response));
server.keepAliveTimeout = 65_000;
server.listen((await socket) ?? { port, host: hostname }, () => process.send?.('ready'));

for (const name of ['SIGTERM', 'SIGINT']) {
  process.once(name, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // live updates are endless answers: cut them, browsers connect again by themselves
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}
process.once('disconnect', () => process.exit(1)); // the launcher is gone: its next start would find the port taken

/** @returns {Promise<import('node:net').Server>} */
function receiveSocket() {
  return new Promise((resolve) =>
    process.once('message', (_name, handle) => resolve(/** @type {import('node:net').Server} */ (handle))),
  );
}
