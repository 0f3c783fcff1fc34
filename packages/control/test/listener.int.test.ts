import { createTestDatabase, tcpProxy, waitFor } from '@penstock/local-stack/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Listener, listen } from '../src/live/listener';

type Proxy = Awaited<ReturnType<typeof tcpProxy>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: Proxy;
let sender: pg.Client;
let listener: Listener | null = null;
let heard: string[];
let reconnects: number;

beforeEach(async () => {
  database = await createTestDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
  sender = new pg.Client({ connectionString: database.url });
  await sender.connect();
  heard = [];
  reconnects = 0;
});
afterEach(async () => {
  await listener?.close();
  listener = null;
  await proxy.close();
  await sender.end();
  await database.drop();
});

async function start(): Promise<void> {
  const url = new URL(database.url);
  url.hostname = proxy.host;
  url.port = String(proxy.port);
  listener = await listen({
    databaseUrl: url.href,
    channels: ['news'],
    pingEveryMs: 200,
    answerWithinMs: 1_000,
    onMessage: (_channel, payload) => heard.push(payload),
    onReconnect: () => {
      reconnects += 1;
    },
  });
}

const send = (payload: string) => sender.query("select pg_notify('news', $1)", [payload]);
const limit = { timeoutMs: 90_000 };

it('notices that a connection is half open, connects anew, says that something was missed, and hears again', async () => {
  await start();
  await send('before');
  await waitFor('the first message', () => heard.includes('before'), limit);
  const opened = proxy.connections();
  // What the server says is lost from here on, and no end of the connection is told.
  proxy.dropReplies(true);
  await send('lost');
  await waitFor('another connection is tried', () => proxy.connections() > opened, limit);
  proxy.dropReplies(false);
  await waitFor('it says that something was missed', () => reconnects > 0, limit);
  await send('after');
  await waitFor('it hears again', () => heard.includes('after'), limit);
  expect(heard).not.toContain('lost');
});

it('keeps a connection that answers', async () => {
  await start();
  const opened = proxy.connections();
  for (let i = 0; i < 5; i++) {
    await send(`message ${i}`);
    await waitFor(`message ${i}`, () => heard.includes(`message ${i}`), limit);
  }
  expect([proxy.connections(), reconnects]).toEqual([opened, 0]);
});
