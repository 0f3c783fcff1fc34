import { createServer } from 'node:net';

/** True when nothing listens on this loopback port right now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A loopback port that was free a moment ago; whoever uses it must still be ready to find it taken. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The remembered port when it is still free, else another. */
export async function portNear(remembered: number | undefined): Promise<number> {
  return remembered !== undefined && (await isPortFree(remembered)) ? remembered : freePort();
}
