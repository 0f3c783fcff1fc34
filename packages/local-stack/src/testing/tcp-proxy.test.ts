import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TcpProxy, tcpProxy } from './tcp-proxy';
import { waitFor } from './wait-for';

let received = '';
let proxy: TcpProxy;
let closeEcho: () => void;
const clients: Socket[] = [];

beforeEach(async () => {
  received = '';
  const echo = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk;
      socket.write(chunk);
    });
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  proxy = await tcpProxy({ port: typeof address === 'object' && address ? address.port : 0 });
  closeEcho = () => echo.close();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  closeEcho();
});

async function client() {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => {});
  clients.push(socket);
  const answer = { text: '', closed: false };
  socket.on('data', (chunk) => {
    answer.text += chunk;
  });
  socket.on('close', () => {
    answer.closed = true;
  });
  await once(socket, 'connect');
  return { socket, answer };
}

test('bytes go through both ways', async () => {
  const { socket, answer } = await client();
  socket.write('hello');
  await waitFor('the echo', () => answer.text === 'hello');
});

test('a lost reply: the request arrives, the answer does not', async () => {
  const { socket, answer } = await client();
  proxy.dropReplies(true);
  socket.write('commit');
  await waitFor('the request at the server', () => received === 'commit');
  proxy.dropReplies(false);
  socket.write('!');
  await waitFor('the later answer', () => answer.text !== '');
  expect(answer.text).toBe('!');
});

test('paused bytes come later, in order', async () => {
  const { socket, answer } = await client();
  proxy.pause();
  socket.write('1');
  socket.write('2');
  expect(received).toBe('');
  proxy.delay(1);
  proxy.resume();
  socket.write('3');
  await waitFor('all of it', () => answer.text === '123');
});

test('a reset closes open connections and refusing keeps new ones out', async () => {
  const { answer } = await client();
  proxy.refuse(true);
  proxy.reset();
  await waitFor('the close', () => answer.closed);
  const late = connect(proxy.port, '127.0.0.1');
  clients.push(late);
  const [error] = await once(late, 'error');
  expect(error.code).toBe('ECONNRESET');
});
