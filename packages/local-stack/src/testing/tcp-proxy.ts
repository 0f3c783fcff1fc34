import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  host: '127.0.0.1';
  /** holds all bytes back in both directions, connections stay open; `resume` lets them through in order */
  pause(): void;
  resume(): void;
  /** adds this much latency to every chunk in each direction; 0 for none */
  delay(ms: number): void;
  /** throws away what the server answers from now on (a lost reply); requests still reach the server */
  dropReplies(drop: boolean): void;
  /** throws away what clients send from now on (one-way partition) */
  dropRequests(drop: boolean): void;
  /** cuts all open connections with RST */
  reset(): void;
  /** refuses (resets) new connections until set back to false */
  refuse(refused: boolean): void;
  /** connections opened through the proxy so far */
  connections(): number;
  close(): Promise<void>;
}

interface Faults {
  paused: boolean;
  delayMs: number;
  dropReplies: boolean;
  dropRequests: boolean;
  refused: boolean;
}

/** A TCP proxy on a free loopback port in front of `target`, with faults to switch on and off while tests run. */
export async function tcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const faults: Faults = {
    paused: false,
    delayMs: 0,
    dropReplies: false,
    dropRequests: false,
    refused: false,
  };
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let opened = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (faults.refused) return void client.resetAndDestroy();
    opened += 1;
    const upstream = connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true });
    for (const socket of [client, upstream]) track(socket, sockets);
    relay(client, upstream, faults, waiting, () => faults.dropRequests);
    relay(upstream, client, faults, waiting, () => faults.dropReplies);
  });
  const port = await listen(server);
  const resume = () => {
    faults.paused = false;
    for (const wake of [...waiting]) wake();
  };
  return {
    port,
    host: '127.0.0.1',
    pause: () => {
      faults.paused = true;
    },
    resume,
    delay: (ms) => {
      faults.delayMs = ms;
    },
    dropReplies: (drop) => {
      faults.dropReplies = drop;
    },
    dropRequests: (drop) => {
      faults.dropRequests = drop;
    },
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    refuse: (refused) => {
      faults.refused = refused;
    },
    connections: () => opened,
    close: async () => {
      resume();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
}

/** Chunks of one direction go through one after another, so that pausing and delays never reorder bytes. */
function relay(
  from: Socket,
  to: Socket,
  faults: Faults,
  waiting: Set<() => void>,
  dropped: () => boolean,
): void {
  let last = Promise.resolve();
  const inOrder = (step: () => void) => {
    last = last.then(async () => {
      if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
      while (faults.paused)
        await new Promise<void>((resolve) => waiting.add(resolve)).then(() => waiting.clear());
      step();
    });
  };
  from.on('data', (chunk) => {
    if (dropped()) return;
    inOrder(() => {
      if (to.writable && !to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
  });
  from.on('end', () => inOrder(() => to.end()));
  from.on('close', () => inOrder(() => to.destroy()));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
