import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ResolvedPipeline, resolve } from '@penstock/config-schema';
import { EmbeddedEngine, type RunReport, type RunSpec } from '@penstock/engine';
import { extensionPaths, tempDir, testKafka } from '@penstock/local-stack/testing';
import pg from 'pg';
import { createDeployment } from '../packages/engine/test/support/leases';
import { isDropped, ordersTopic } from './support/orders-topic';
import { cpuSeconds, peakMemoryMb } from './support/process-usage';
import { startServer } from './support/server';
import { withStack } from './support/stack';

/**
 * npm run bench -- embedded [messages] [partitions]: a topic of its own on a real Kafka with order events of about
 * 170 bytes, the example's transformer, Iceberg through the real catalog. The clock runs from the first start's commit
 * to the commit that holds the last message. Broker, catalog and Postgres share the cores. Last line:
 * {"records_per_second","cpu_seconds_per_million","peak_mb"} with CPU and memory of the pipeline's process.
 */
const MESSAGES = Number(process.argv[2] ?? 1_000_000);
const PARTITIONS = Number(process.argv[3] ?? 4);
const INTERVAL_MS = 2000;

await withStack(async () => {
  const kafka = testKafka();
  const extensions = extensionPaths();
  if ('skip' in kafka) throw new Error(kafka.skip);
  if ('skip' in extensions) throw new Error(extensions.skip);
  const server = await startServer();
  const db = new pg.Pool({ connectionString: server.databaseUrl, max: 2 });
  try {
    const topic = await ordersTopic(kafka.brokers, MESSAGES, PARTITIONS);
    console.log(`${MESSAGES} messages in ${topic}`);
    const holder = await createDeployment(db);
    const pipeline: ResolvedPipeline = {
      ...examplePipeline(),
      kafkaTopic: topic,
      checkpointIntervalMs: INTERVAL_MS,
    };
    const spec: RunSpec = {
      deploymentId: holder.deploymentId,
      runId: randomUUID(),
      versionId: randomUUID(),
      versionNumber: 1,
      epoch: holder.epoch,
      pipeline,
      connection: { kind: 'kafka', brokers: kafka.brokers },
      catalog: { uri: server.baseUrl, token: holder.token, fenced: true },
      flinkVersion: '2.x',
      timeZone: 'UTC',
      start: { kind: 'earliest' },
      stateDir: tempDir('bench-run'),
      limits: { memoryMb: 1024, threads: 2 },
      extensions,
    };
    await measure(spec, server.baseUrl, holder.token);
  } finally {
    await db.end();
    await server.stop();
  }
});

function examplePipeline(): ResolvedPipeline {
  const paths = [
    'penstock.yaml',
    'config/topics.yaml',
    'config/transformations.yaml',
    'transformations/order_events_enriched.sql',
  ];
  const files = Object.fromEntries(
    paths.map((path) => [path, readFileSync(join('examples/shop-streams', path), 'utf8')]),
  );
  const pipeline = resolve(files).pipelines.find((one) => one.key === 'order-events');
  if (pipeline === undefined) throw new Error('the example has no order-events');
  return pipeline;
}

async function measure(spec: RunSpec, catalogUrl: string, token: string): Promise<void> {
  const engine = new EmbeddedEngine({
    entry: join(process.cwd(), 'packages/engine/dist/pipeline-child.mjs'),
  });
  let startedAt = 0;
  let cpuAtStart = 0;
  let commits = 0;
  const done = withResolvers();
  const run = await engine.start(spec, {
    onReport: (report: RunReport) => {
      if (report.lastCommitAt !== null) commits = Number(report.seq) - 1;
      if (report.totals.in === String(MESSAGES)) done.resolve();
    },
    onSetAside: async () => {
      throw new Error('no record is unreadable');
    },
    onReplayCommit: async () => {},
    onReplayFailed: async () => {},
    onEvent: ({ kind }) => {
      // Said once, when the first start's position is committed and nothing is read yet.
      if (kind !== 'started') return;
      startedAt = performance.now();
      cpuAtStart = cpuSeconds(run.pid);
    },
  });
  void run.ended.then((end) => {
    if (end.kind !== 'stopped') done.reject(new Error(JSON.stringify(end)));
  });
  await done.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = cpuSeconds(run.pid) - cpuAtStart;
  const peak = peakMemoryMb(run.pid);
  run.stop();
  await run.ended;
  await checkRows(catalogUrl, token, spec);
  console.log(
    `${MESSAGES} messages in ${seconds.toFixed(2)} s, ${commits} commits, ${cpu.toFixed(2)} CPU s in the pipeline's process`,
  );
  console.log(
    JSON.stringify({
      records_per_second: Math.round(MESSAGES / seconds),
      cpu_seconds_per_million: Number(((cpu * 1e6) / MESSAGES).toFixed(2)),
      peak_mb: peak,
    }),
  );
}

/** The table must hold exactly the orders that the transformer keeps. */
async function checkRows(catalogUrl: string, token: string, spec: RunSpec): Promise<void> {
  const { namespace, table } = spec.pipeline.sink;
  const response = await fetch(`${catalogUrl}/v1/namespaces/${namespace.join('%1F')}/tables/${table}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const total = /"total-records"\s*:\s*"(\d+)"(?![\s\S]*"total-records")/.exec(await response.text())?.[1];
  let expected = 0;
  for (let i = 0; i < MESSAGES; i++) if (!isDropped(i)) expected++;
  if (total !== String(expected)) throw new Error(`the table has ${total} rows instead of ${expected}`);
  console.log(`the table has ${total} rows, as it must`);
}

function withResolvers() {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
