import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { PenstockError } from '@penstock/common';

/** True when nothing listens on this loopback port right now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Below the ports that systems give to outgoing connections: 32768 and up on Linux, 49152 and up elsewhere. */
const lowest = 20_000;
const count = 12_000;
const tries = 200;

/**
 * A loopback port that was free a moment ago; whoever uses it must still be ready to find it taken. Not one that the
 * system hands out by itself: until a slow part listens on it, any outgoing connection could be given that one, even
 * the connection that asks whether the part is up.
 *
 * @throws PenstockError `unavailable` when none is found
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const port = lowest + randomInt(count);
    if (await isPortFree(port)) return port;
  }
  throw new PenstockError(
    'unavailable',
    `No free port was found between ${lowest} and ${lowest + count}. End some of the programs that listen there.`,
  );
}

/** The remembered port when it is still free, else another. */
export async function portNear(remembered: number | undefined): Promise<number> {
  return remembered !== undefined && (await isPortFree(remembered)) ? remembered : freePort();
}
