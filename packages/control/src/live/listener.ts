import pg from 'pg';

export type Listener = { close(): Promise<void> };

type ListenOptions = {
  databaseUrl: string;
  channels: string[];
  onMessage(channel: string, payload: string): void;
  /** Called after every connect but the first: messages sent in between were missed. */
  onReconnect(): void;
  onError?(error: unknown): void;
  /** How often the database is asked whether it is still there, in ms. A connection may be gone without either end knowing. */
  pingEveryMs?: number;
  /** How long it may take to answer anything, in ms. */
  answerWithinMs?: number;
};

const firstDelayMs = 100;
const lastDelayMs = 5_000;
const defaultPingEveryMs = 15_000;
const defaultAnswerWithinMs = 10_000;

/**
 * LISTEN on one dedicated connection that is made anew whenever it breaks or falls silent. The first connect is awaited but may fail: then it is
 * retried like any other.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  let closed = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ping: NodeJS.Timeout | null = null;
  let delay = firstDelayMs;
  let connectedBefore = false;

  function lost(which: pg.Client): void {
    if (client !== which) return;
    client = null;
    if (ping) clearInterval(ping);
    which.removeAllListeners('notification');
    // With a question open, pg does not wait for the other end here but destroys the socket.
    which.end().catch(() => undefined);
    if (closed) return;
    timer = setTimeout(() => void connect(), delay);
    delay = Math.min(delay * 2, lastDelayMs);
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: options.answerWithinMs ?? defaultAnswerWithinMs,
      application_name: 'penstock-listen',
    });
    client = next;
    next.on('error', (error) => {
      options.onError?.(error);
      lost(next);
    });
    next.on('end', () => lost(next));
    next.on('notification', (message) => options.onMessage(message.channel, message.payload ?? ''));
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${next.escapeIdentifier(channel)}`);
      if (client !== next) return void next.end().catch(() => undefined);
      delay = firstDelayMs;
      watch(next);
      if (connectedBefore) options.onReconnect();
      connectedBefore = true;
    } catch (error) {
      options.onError?.(error);
      lost(next);
    }
  }

  /** Only a question shows that a connection is half open: LISTEN itself never sends anything. */
  function watch(which: pg.Client): void {
    let asking = false;
    ping = setInterval(async () => {
      if (asking || client !== which) return;
      asking = true;
      try {
        await which.query('select 1');
      } catch (error) {
        if (client === which) options.onError?.(error);
        lost(which);
      }
      asking = false;
    }, options.pingEveryMs ?? defaultPingEveryMs);
  }

  await connect();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      if (ping) clearInterval(ping);
      const current = client;
      client = null;
      await current?.end().catch(() => undefined);
    },
  };
}
