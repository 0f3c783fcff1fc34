import type { ResolvedPipeline } from '@penstock/config-schema';
import type { Diagnostic } from '@penstock/flink-sql';

/** Where the source's messages are. Secrets arrive here resolved and never leave the process that connects. */
export type SourceConnection =
  | { kind: 'kafka'; brokers: string[]; ssl?: boolean; sasl?: KafkaSasl }
  /** Message files `<dir>/<topic>/<partition>.jsonl`: the same pipelines without a broker. */
  | { kind: 'files'; dir: string };

export type KafkaSasl = {
  mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  username: string;
  password: string;
};

/** Kafka offsets are 64-bit: decimal strings everywhere outside the data path. `offset` is the next to read. */
export type PartitionPosition = { topicId: string; partition: number; offset: string };

export type StartPosition =
  | { kind: 'earliest' }
  | { kind: 'latest' }
  | { kind: 'group'; groupId: string }
  | { kind: 'time'; at: string };

export type CatalogConnection = {
  /** Base URI of an Iceberg REST catalog, without `/v1`. */
  uri: string;
  /** Bearer token of this (deployment, epoch). */
  token: string;
  /** True for Penstock's own catalog, whose fence rules 1–5 of the commit protocol rest on. */
  fenced: boolean;
};

/** Everything a driver needs to carry out one run; no database access behind it. */
export type RunSpec = {
  deploymentId: string;
  runId: string;
  versionId: string;
  versionNumber: number;
  /** Decimal string. */
  epoch: string;
  pipeline: ResolvedPipeline;
  connection: SourceConnection;
  catalog: CatalogConnection;
  flinkVersion: '1.20' | '2.x';
  timeZone: string;
  /** Used only when the table has no position of this deployment yet. */
  start: StartPosition;
  /** Private directory of this run for temporary files and spill. */
  stateDir: string;
  limits: { memoryMb: number; threads: number };
  extensions: DuckDbExtensions;
  /**
   * The last commit that the control plane knows of this deployment. With it, another table id or a missing position
   * blocks; it never means "first deploy".
   */
  lastCommit?: { tableUuid: string; seq: string } | null;
};

/** Paths of DuckDB's extension files, in load order. */
export type DuckDbExtensions = { avro: string; httpfs: string; iceberg: string };

export type Totals = {
  in: string;
  out: string;
  filtered: string;
  setAside: string;
  bytesIn: string;
  bytesOut: string;
};

/** Sent after every commit and at least every 2 s. Totals come from the committed property (invariant I10). */
export type RunReport = {
  at: string;
  phase: 'starting' | 'running' | 'waiting' | 'draining';
  /** Why it waits, e.g. "Kafka at 127.0.0.1:9092 does not answer". */
  waitingFor?: string;
  totals: Totals;
  /** Messages between the committed position and the end of the topic, over all partitions; null when unknown. */
  lag: string | null;
  lagByPartition: Record<string, string>;
  seq: string;
  snapshotId: string | null;
  lastCommitAt: string | null;
  /** Produced → visible, of the newest committed record, in ms. */
  freshnessMs: number | null;
  batchMs: number | null;
  commitMs: number | null;
  memoryMb: number;
};

export type SetAside = {
  kind: 'unreadable' | 'too_late';
  topicId: string;
  kafkaTopic: string;
  partition: number;
  offset: string;
  epoch: string;
  seq: string;
  reason: string;
  column?: string;
  sqlLine?: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
  valueSize: number;
  timestampMs: string | null;
};

/** A durable point: offsets, sink snapshot and sequence of the last commit. */
export type Checkpoint = {
  epoch: string;
  seq: string;
  commitId: string;
  tableUuid: string;
  snapshotId: string | null;
  offsets: PartitionPosition[];
};

export type RunProblem = {
  code: string;
  message: string;
  sqlLine?: number;
  record?: { partition: number; offset: string; excerpt: string };
  /** True when trying again by itself may help; false when a person has to decide. */
  retryable: boolean;
};

export type RunEnd =
  | { kind: 'stopped'; checkpoint: Checkpoint | null }
  | { kind: 'failed'; problem: RunProblem }
  /** A newer epoch exists or the lease is lost: stop without touching anything. */
  | { kind: 'fenced'; message: string };

export type RunHooks = {
  onReport(report: RunReport): void;
  /** Resolves when the records are durable; the commit waits for it (rule 3). */
  onSetAside(records: SetAside[]): Promise<void>;
  onEvent(event: { kind: string; message: string; tookMs?: number; detail?: Record<string, unknown> }): void;
};

export interface ActiveRun {
  /** Finishes or rolls back the batch in flight, then ends with a checkpoint. */
  stop(): void;
  /** At once, as a lost lease demands. */
  kill(): void;
  readonly ended: Promise<RunEnd>;
  readonly pid: number | null;
}

export interface Engine {
  readonly name: 'embedded' | 'flink' | 'spark';
  /** Every reason why this engine will not run the pipeline; empty when it will. */
  validate(pipeline: ResolvedPipeline): Diagnostic[];
  start(spec: RunSpec, hooks: RunHooks): Promise<ActiveRun>;
}
