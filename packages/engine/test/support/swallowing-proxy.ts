import { createServer, request as send } from 'node:http';

export type SwallowingProxy = { port: number; swallowed: () => number; close(): Promise<void> };

/**
 * Forwards HTTP to a port; the first `times` answers to requests on `path` are thrown away after the server has given
 * them, and the connection is cut: the client cannot know what happened.
 */
export async function swallowingProxy(port: number, path: string, times: number): Promise<SwallowingProxy> {
  let swallowed = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url } = incoming;
    const forwarded = send({ host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
      if (url === path && swallowed < times) {
        answer.resume();
        answer.on('end', () => {
          swallowed++;
          incoming.socket.destroy();
        });
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    swallowed: () => swallowed,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
