import pg from 'pg';

export type Listener = { close(): Promise<void> };

type ListenOptions = {
  databaseUrl: string;
  channels: string[];
  onMessage(channel: string, payload: string): void;
  /** Called after every connect but the first: messages sent in between were missed. */
  onReconnect(): void;
  onError?(error: unknown): void;
};

const firstDelayMs = 100;
const lastDelayMs = 5_000;

/** LISTEN on one dedicated connection that is made anew whenever it breaks. The first connect is awaited but may fail: then it is retried like any other. */
export async function listen(options: ListenOptions): Promise<Listener> {
  let closed = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let delay = firstDelayMs;
  let connectedBefore = false;

  function lost(which: pg.Client): void {
    if (client !== which) return;
    client = null;
    which.removeAllListeners('notification');
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
      delay = firstDelayMs;
      if (connectedBefore) options.onReconnect();
      connectedBefore = true;
    } catch (error) {
      options.onError?.(error);
      lost(next);
    }
  }

  await connect();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      const current = client;
      client = null;
      await current?.end().catch(() => undefined);
    },
  };
}
