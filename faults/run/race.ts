import type { CatalogProxy } from '../harness/catalog-proxy';
import type { Exchange } from '../harness/exchange';
import { within } from './within';

/** Below the 30 s after which a client takes its request for lost. */
const mostMs = 15_000;

/**
 * Holds the next commit of rows that `isLoser` knows until one of somebody else, sent after it, has landed, and lets it
 * through then. Gives what it is answered: status and text.
 */
export async function overtakenCommit(
  proxy: CatalogProxy,
  isLoser: (exchange: Exchange) => boolean,
): Promise<{ status: number; text: string }> {
  return await within('a commit is overtaken and answered', () => race(proxy, isLoser));
}

/** Null when nobody overtook it in time, or somebody's commit turn kept it from being looked at. */
async function race(proxy: CatalogProxy, isLoser: (exchange: Exchange) => boolean) {
  let loser: Exchange | null = null;
  let isOvertaken = false;
  let answer: { status: number; text: string } | null = null;
  const later = new Set<Exchange>();
  proxy.onExchange = (exchange) => {
    if (exchange.step !== 'rows') return;
    if (loser !== null && !isLoser(exchange)) later.add(exchange);
    else if (isLoser(exchange)) loser ??= exchange;
  };
  proxy.onDone = (exchange) => {
    isOvertaken ||= later.has(exchange);
    if (exchange === loser) answer = { status: 200, text: 'the commit was taken' };
  };
  proxy.onRefused = (exchange, { status, body }) => {
    if (exchange === loser) answer = { status, text: body.toString('utf8') };
  };
  const pending = () => !isOvertaken;
  proxy.disturb((exchange) => exchange === loser, { do: 'delay-while', pending, mostMs });
  try {
    const { status, text } = await within('a held commit is answered', () => answer);
    return isOvertaken && !text.includes('commit turn') ? { status, text } : null;
  } finally {
    proxy.onExchange = null;
    proxy.onDone = null;
    proxy.onRefused = null;
  }
}
