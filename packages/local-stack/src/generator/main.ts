import { setTimeout as delay } from 'node:timers/promises';
import { fileSink } from './file-sink';
import { kafkaSink } from './kafka-sink';
import { messageSource } from './messages';
import { defaultRates, ExampleProducer, type Rates } from './producer';
import type { MessageSink } from './sink';

const tickMs = 200;
const historySeconds = 120;

/**
 * The example's message generator as a process. Environment: PENSTOCK_KAFKA (where to), PENSTOCK_GENERATOR_SEED,
 * PENSTOCK_GENERATOR_SPEED (1 is about 95 messages a second in all).
 */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort());
  const sink = sinkFor(env);
  const source = messageSource(Number(env.PENSTOCK_GENERATOR_SEED ?? 1));
  const producer = new ExampleProducer(source, sink, scaled(Number(env.PENSTOCK_GENERATOR_SPEED ?? 1)));
  let begun = false;
  let failing = '';
  while (!stopping.signal.aborted) {
    try {
      if (begun) await producer.tick(Date.now());
      else await producer.begin(Date.now(), historySeconds);
      begun = true;
      if (failing) console.log('messages flow again');
      failing = '';
      await delay(tickMs, undefined, { signal: stopping.signal }).catch(() => {});
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== failing) console.error(`messages cannot be written, trying again: ${message}`);
      failing = message;
      await delay(2_000, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  await sink.close();
}

function sinkFor(env: NodeJS.ProcessEnv): MessageSink {
  const where = JSON.parse(env.PENSTOCK_KAFKA ?? '{}') as { kind?: string; brokers?: string[]; dir?: string };
  if (where.kind === 'kafka' && where.brokers) return kafkaSink(where.brokers);
  if (where.kind === 'files' && where.dir) return fileSink(where.dir);
  throw new Error('PENSTOCK_KAFKA must be {"kind":"kafka","brokers":[…]} or {"kind":"files","dir":"…"}');
}

function scaled(speed: number): Rates {
  const entries = Object.entries(defaultRates.perSecond).map(([topic, rate]) => [topic, rate * speed]);
  return { perSecond: Object.fromEntries(entries) };
}

await main(process.env);
