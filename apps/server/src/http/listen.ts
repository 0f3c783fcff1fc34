import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type Listening = {
  /** e.g. `http://127.0.0.1:40123` */
  baseUrl: string;
  /** Stops accepting, lets requests in flight finish, cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
};

export async function listen(
  host: string,
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 120_000 }, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    baseUrl: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: (graceMs) => closeServer(server, graceMs),
  };
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
}
