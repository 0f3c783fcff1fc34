import type { Exchange } from '../harness/exchange';
import type { Fault } from '../run/fault';
import { furtherCommits } from '../run/moments';

/** Below a commit turn's 5 s: with a turn the fast one waits, and the slow one's commit arrives in it. */
const slowestMs = 3_500;

export const fastAndSlow: Fault = {
  name: 'fast-and-slow',
  promise:
    'of two pipelines on one table, a slow one beside a fast one commits as well, and neither loses a row',
  pipelines: () => [{ checkpointMs: 300 }, { checkpointMs: 100 }],
  async strike({ installation, pipelines, strikes }) {
    const [slow, fast] = pipelines;
    if (slow === undefined || fast === undefined) throw new Error('two pipelines are needed');
    const key = `penstock.${slow.deploymentId}`;
    const since = new Map<Exchange, number>();
    let fastCommits = 0;
    installation.proxy.onDone = ({ step, body }) => {
      if (step === 'rows' && !body.includes(key)) fastCommits += 1;
    };
    // each commit of the slow one is overtaken by one of the fast one, as long as that may commit
    const pending = (exchange: Exchange) => {
      const then = since.get(exchange) ?? fastCommits;
      since.set(exchange, then);
      return fastCommits === then;
    };
    installation.proxy.disturb(
      ({ step, body }) => step === 'rows' && body.includes(key),
      { do: 'delay-while', pending, mostMs: slowestMs },
      1_000_000,
    );
    await Promise.all([furtherCommits(slow, strikes), furtherCommits(fast, strikes)]);
  },
};
