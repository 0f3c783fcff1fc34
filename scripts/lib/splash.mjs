import { createServer } from 'node:http';
import { splashHtml } from './splash-page.mjs';

const tries = 20;

/**
 * The page that stands on the port until the web app does. Every address answers 503 (not there yet), so that a
 * program that waits for the app is not misled; `/api/health` tells the state of the parts as JSON.
 * @param {number} wanted port; when another program has it, the next free one is taken
 * @param {() => { parts: unknown[] }} snapshot
 */
export async function openSplash(wanted, snapshot) {
  let server = await listenNear(wanted, snapshot);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  let open = true;
  return {
    port,
    listening: async () => {
      if (!open) {
        server = await listenOn(port, snapshot);
        open = true;
      }
      return server;
    },
    close: () => {
      open = false;
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {number} wanted @param {() => { parts: unknown[] }} snapshot */
async function listenNear(wanted, snapshot) {
  for (let port = wanted; ; port += 1) {
    try {
      return await listenOn(port, snapshot);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === 'EACCES')
        throw new Error(`Port ${port} may not be used by this user. Choose one above 1023 with --port N.`);
      if (code !== 'EADDRINUSE') throw error;
      if (port - wanted >= tries)
        throw new Error(`The ports ${wanted} to ${port} are all in use. Choose another with --port N.`);
    }
  }
}

/** @param {number} port @param {() => { parts: unknown[] }} snapshot @returns {Promise<import('node:http').Server>} */
function listenOn(port, snapshot) {
  const server = createServer((request, response) => {
    const health = request.url?.startsWith('/api/health');
    response.writeHead(503, {
      'content-type': health ? 'application/json' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '1',
      connection: 'close',
      'x-penstock-starting': '1',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
    });
    response.end(health ? JSON.stringify({ status: 'starting', ...snapshot() }) : splashHtml);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
