import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, type Exchange, forward, type Step, stepOf } from './exchange';

export type Disturbance =
  | { do: 'drop-request' }
  | { do: 'drop-reply' }
  | { do: 'delay-request'; ms: number }
  | { do: 'delay-reply'; ms: number }
  /** The request waits as long as `pending` says so, at most `mostMs`. */
  | { do: 'delay-while'; pending(exchange: Exchange): boolean; mostMs: number }
  /** The server gets the request two times; the client the second answer. */
  | { do: 'send-twice' }
  /** The request waits for `release`; the client's connection is cut, or stays open without an answer. */
  | { do: 'hold' }
  | { do: 'hold-open' };

type Rule = { matches(exchange: Exchange): boolean; disturbance: Disturbance; times: number };

export type CatalogProxy = {
  baseUrl: string;
  /** The next `times` exchanges of that kind are disturbed. */
  disturb(
    which: Step | ((exchange: Exchange) => boolean),
    disturbance: Disturbance,
    times?: number,
  ): { done(): boolean };
  /** Sends what was held, and gives the statuses of the answers that nobody waits for any more. */
  release(): Promise<number[]>;
  heldCount(): number;
  /** No further disturbances; what is held stays held. */
  calm(): void;
  /** No further disturbances, and what is held never arrives. */
  heal(): void;
  /** Told of every exchange before it is forwarded. */
  onExchange: ((exchange: Exchange) => void) | null;
  /** Told when the server has answered an exchange with success, before the client is. */
  onDone: ((exchange: Exchange) => void) | null;
  /** Told when the server has refused an exchange, before the client is. */
  onRefused: ((exchange: Exchange, answer: Answer) => void) | null;
  close(): Promise<void>;
};

/** An HTTP proxy between the pipelines and the catalog, where requests and replies get lost. */
export async function catalogProxy(target: string): Promise<CatalogProxy> {
  let rules: Rule[] = [];
  const held: Exchange[] = [];
  const server = createServer((request, response) => {
    void relay(request, response).catch(() => request.socket.destroy());
  });

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = await read(request);
    proxy.onExchange?.(exchange);
    const rule = rules.find((one) => one.times > 0 && one.matches(exchange));
    if (rule) rule.times -= 1;
    const fault = rule?.disturbance;
    if (fault?.do === 'hold' || fault?.do === 'hold-open') held.push(exchange);
    if (fault?.do === 'hold-open') return;
    if (fault?.do === 'drop-request' || fault?.do === 'hold') return void request.socket.destroy();
    if (fault?.do === 'delay-request') await wait(fault.ms);
    if (fault?.do === 'delay-while') await waitWhile(() => fault.pending(exchange), fault.mostMs);
    if (fault?.do === 'send-twice') await forward(target, exchange);
    const answer = await forward(target, exchange);
    if (answer.status < 300) proxy.onDone?.(exchange);
    if (answer.status >= 400) proxy.onRefused?.(exchange, answer);
    if (fault?.do === 'drop-reply') return void request.socket.destroy();
    if (fault?.do === 'delay-reply') await wait(fault.ms);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const proxy: CatalogProxy = {
    baseUrl: `http://127.0.0.1:${port}`,
    disturb(which, disturbance, times = 1) {
      const matches = typeof which === 'function' ? which : (exchange: Exchange) => exchange.step === which;
      const rule = { matches, disturbance, times };
      rules.push(rule);
      return { done: () => rule.times === 0 };
    },
    async release() {
      const answers = await Promise.all(held.splice(0).map((exchange) => forward(target, exchange)));
      return answers.map(({ status }) => status);
    },
    heldCount: () => held.length,
    calm: () => {
      rules = [];
    },
    heal: () => {
      rules = [];
      proxy.onExchange = null;
      proxy.onDone = null;
      proxy.onRefused = null;
      held.length = 0;
    },
    onExchange: null,
    onDone: null,
    onRefused: null,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

async function read(request: IncomingMessage): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  return { method, url, headers, body: Buffer.concat(chunks), step: stepOf(method, url) };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function waitWhile(pending: () => boolean, mostMs: number): Promise<void> {
  const end = Date.now() + mostMs;
  while (pending() && Date.now() < end) await wait(10);
}
