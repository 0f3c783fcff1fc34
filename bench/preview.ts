import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, PreviewAnswer } from '@penstock/control/server-api';
import { startServer } from './support/server';
import { withStack } from './support/stack';

/**
 * npm run bench -- preview [runs]: a 20-message sample of the example project through the server's HTTP API, one
 * request after the other, each with a changed SQL text as while typing. Last line: {"p50_ms","p95_ms"}.
 */
const RUNS = Number(process.argv[2] ?? 200);
const WARM_UP = 10;

const example = (path: string) => readFileSync(join('examples/shop-streams', path), 'utf8');
const sqlPath = 'transformations/order_events_enriched.sql';
const files: Record<string, string> = Object.fromEntries(
  ['penstock.yaml', 'config/topics.yaml', 'config/transformations.yaml', sqlPath].map((path) => [
    path,
    example(path),
  ]),
);
const messages: Message[] = Array.from({ length: 20 }, (_, i) => ({
  partition: 0,
  offset: String(i),
  timestampMs: String(Date.UTC(2026, 10, 21) + i),
  key: null,
  headers: [],
  value: JSON.stringify({
    order_id: `o-${i}`,
    user_id: i,
    amount: i % 5 ? i * 1.5 : 0,
    status: 'paid',
    timestamp_ms: Date.UTC(2026, 10, 21) + i,
  }),
  valueBase64: null,
}));

await withStack(async () => {
  const server = await startServer();
  try {
    const projectId = randomUUID();
    const times: number[] = [];
    const engine: number[] = [];
    for (let i = -WARM_UP; i < RUNS; i++) {
      const body = JSON.stringify({
        projectId,
        pipelineKey: 'order-events',
        messages,
        now: new Date().toISOString(),
        files: { ...files, [sqlPath]: `${files[sqlPath]}\n  AND amount < ${1000 + i}` },
      });
      const started = performance.now();
      const response = await fetch(`${server.baseUrl}/internal/preview`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      });
      const text = await response.text();
      const took = performance.now() - started;
      if (!response.ok) throw new Error(text);
      const answer = JSON.parse(text) as PreviewAnswer;
      if (answer.counts.out !== 16 || answer.counts.filtered !== 4) throw new Error(`wrong rows: ${text}`);
      if (i < 0) continue;
      times.push(took);
      engine.push(answer.engineMs);
      // A person types; the next instance is opened meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const at = (list: number[], share: number) =>
      Number([...list].sort((a, b) => a - b)[Math.floor(list.length * share)]?.toFixed(1));
    console.log(
      `${RUNS} previews of 20 messages; inside the engine p50 ${at(engine, 0.5)} ms, p95 ${at(engine, 0.95)} ms; max ${at(times, 0.999)} ms`,
    );
    console.log(JSON.stringify({ p50_ms: at(times, 0.5), p95_ms: at(times, 0.95) }));
  } finally {
    await server.stop();
  }
});
