import { randomUUID } from 'node:crypto';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ResolvedPipeline } from '@penstock/config-schema';
import { extensionPaths, tempDir, waitFor } from '@penstock/local-stack/testing';
import { bundle } from '../../../../scripts/lib/bundle.mjs';
import { ChildRun } from '../../src/embedded/driver/child-run';
import type { TransformSql } from '../../src/transform/transform-sql';
import type {
  ReplayCommit,
  ReplayFailure,
  RunEnd,
  RunHooks,
  RunReport,
  RunSpec,
  SetAside,
  SourceConnection,
} from '../../src/types';
import type { Holder } from './leases';
import { paidTransform } from './orders';

const output = 'packages/engine/dist/pipeline-child.test.mjs';
export const childEntry = new URL('../../dist/pipeline-child.test.mjs', import.meta.url).pathname;

export async function buildChild(): Promise<void> {
  await bundle([{ entry: 'packages/engine/src/embedded/child/main.ts', output }]);
}

export type TestRun = ChildRun & {
  reports: RunReport[];
  setAside: SetAside[];
  events: string[];
  replays: { named: ({ ids: string[] } & ReplayCommit)[]; failed: ReplayFailure[] };
  last(): RunReport | undefined;
  committed(messages: number): Promise<void>;
};

export function runSpec(
  holder: Holder,
  pipeline: ResolvedPipeline,
  connection: SourceConnection,
  catalogUrl: string,
  changes: Partial<RunSpec> = {},
): RunSpec {
  const extensions = extensionPaths();
  if ('skip' in extensions) throw new Error(extensions.skip);
  return {
    deploymentId: holder.deploymentId,
    runId: randomUUID(),
    versionId: randomUUID(),
    versionNumber: 1,
    epoch: holder.epoch,
    pipeline,
    connection,
    catalog: { uri: catalogUrl, token: holder.token, fenced: true },
    flinkVersion: '2.x',
    timeZone: 'UTC',
    start: { kind: 'earliest' },
    stateDir: tempDir('run'),
    limits: { memoryMb: 512, threads: 2 },
    extensions: { avro: extensions.avro, httpfs: extensions.httpfs, iceberg: extensions.iceberg },
    ...changes,
  };
}

/** Starts a real child process; what it says is kept. */
export function startRun(
  spec: RunSpec,
  options: {
    transform?: TransformSql;
    crashAt?: string;
    crashOnValue?: string;
    silentMs?: number;
    /** Asked before a replay's commit is named; what it throws is the answer. */
    beforeNaming?: () => void;
  } = {},
): TestRun {
  const reports: RunReport[] = [];
  const setAside: SetAside[] = [];
  const events: string[] = [];
  const replays: TestRun['replays'] = { named: [], failed: [] };
  const hooks: RunHooks = {
    onReport: (report) => reports.push(report),
    onSetAside: async (records) => {
      setAside.push(...records);
    },
    onReplayCommit: async (ids, commit) => {
      options.beforeNaming?.();
      replays.named.push({ ids, ...commit });
    },
    onReplayFailed: async (failures) => {
      replays.failed.push(...failures);
    },
    onEvent: (event) => events.push(event.message),
  };
  const faults = { CRASH_AT: options.crashAt, CRASH_ON_VALUE: options.crashOnValue };
  for (const [name, value] of Object.entries(faults)) if (value !== undefined) process.env[name] = value;
  const { silentMs } = options;
  const transform = options.transform ?? paidTransform;
  const run = new ChildRun(childEntry, spec, transform, hooks, silentMs === undefined ? {} : { silentMs });
  for (const name of Object.keys(faults)) delete process.env[name];
  let end: RunEnd | null = null as RunEnd | null;
  void run.ended.then((value) => {
    end = value;
  });
  const committed = async (messages: number) => {
    await waitFor(
      `${messages} messages are committed`,
      () => end !== null || reports.at(-1)?.totals.in === String(messages),
      { timeoutMs: 90_000 },
    );
    if (end !== null) throw new Error(`the run ended: ${JSON.stringify(end)}`);
  };
  return Object.assign(run, { reports, setAside, events, replays, last: () => reports.at(-1), committed });
}

/** Rows and snapshots by a reader that shares nothing with the run. */
export async function readTable(
  catalogUrl: string,
  token: string,
  table: string,
): Promise<{ rows: string[]; snapshots: number }> {
  const extensions = extensionPaths();
  if ('skip' in extensions) throw new Error(extensions.skip);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  for (const path of [extensions.avro, extensions.httpfs, extensions.iceberg])
    await connection.run(`LOAD '${path}'`);
  await connection.run(`CREATE SECRET s (TYPE iceberg, TOKEN '${token}')`);
  await connection.run(`ATTACH '' AS ice (TYPE iceberg, ENDPOINT '${catalogUrl}', SECRET s)`);
  const rows = await connection.runAndReadAll(
    `SELECT order_id, user_id, amount_eur FROM ice.penstock.${table}`,
  );
  const snapshots = await connection.runAndReadAll(
    `SELECT count(*) FROM iceberg_snapshots(ice.penstock.${table})`,
  );
  const texts = rows
    .getRowsJson()
    .map((row) => JSON.stringify(row))
    .sort();
  connection.closeSync();
  instance.closeSync();
  return { rows: texts, snapshots: Number(snapshots.getRowsJson()[0]?.[0]) };
}
