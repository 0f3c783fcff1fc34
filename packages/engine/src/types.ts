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

/**
 * Where a person wants a run to begin. `stored`: at the committed position, and where Kafka no longer has it, at the
 * nearest message that is there. `adopt`: where another deployment stands that wrote this topic into the table (rule 2).
 */
export type ChosenStart = (StartPosition | { kind: 'stored' } | { kind: 'adopt'; deploymentId: string }) & {
  /** Names this choice: the position that it leads to carries it, so that it is applied once. */
  choiceId?: string | undefined;
  /** Deployments whose position for this topic in the table the person has seen, and which stand against no start. */
  besides?: string[] | undefined;
};

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
  /** Used when there is no position of this deployment yet, or one that does not carry this choice's id. */
  start: ChosenStart;
  /** Private directory of this run for temporary files and spill. */
  stateDir: string;
  limits: { memoryMb: number; threads: number };
  extensions: DuckDbExtensions;
  /**
   * The last commit that the control plane knows of this deployment. With it, another table id or a missing position
   * blocks; it never means "first deploy".
   */
  lastCommit?: LastCommit | null;
  /** What the last run's end said the next one has to know, when that one is of the same version. */
  caution?: Caution | null;
};

/** One record of Kafka, wherever it is named. */
export type RecordPlace = { topicId: string; partition: number; offset: string };

/**
 * What is known of a batch on which the engine's process crashes. It outlives the process: the driver makes it from the
 * crash, whoever starts the next run hands it over. Plain JSON, so that it can be stored.
 */
export type Caution = {
  /** The position's seq that the crashes happened behind. */
  seq: string;
  /** Crashes in a row behind it, until the search begins. */
  crashes: number;
  /** Records that a run may have in flight while the record is searched for; null: the search has not begun. */
  limit: number | null;
  /** The search is over when the position has reached these. */
  until: PartitionPosition[];
  /** The record that was alone in flight at the last crash. */
  suspect: RecordPlace | null;
  /** Records that have been found to crash the engine: they go by `on_error` without being processed. */
  crashing: RecordPlace[];
};

export type LastCommit = {
  tableUuid: string;
  seq: string;
  /** Where that table is now, null when it was dropped; without it, the sink's own table is meant. */
  table?: { namespace: string[]; name: string } | null;
  /** A start was chosen since, so that a table or a position that is gone stands against nothing. */
  beforeChoice?: boolean;
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
  /** `caution` is for the next run's spec; with `searching` there is no reason to wait before it is started. */
  | { kind: 'failed'; problem: RunProblem; caution?: Caution | null; searching?: boolean }
  /** A newer epoch exists or the lease is lost: stop without touching anything. */
  | { kind: 'fenced'; message: string };

/** A set-aside record that is put through the pipeline once more, with the position it had in Kafka. */
export type ReplayRecord = {
  id: string;
  topicId: string;
  kafkaTopic: string;
  partition: number;
  offset: string;
  key: Uint8Array | null;
  value: Uint8Array | null;
  timestampMs: string | null;
};
export type ReplayCommit = { epoch: string; seq: string; commitId: string };
export type ReplayFailure = { id: string; reason: string; column?: string; sqlLine?: number };

export type RunHooks = {
  onReport(report: RunReport): void;
  /** Resolves when the records are durable; the commit waits for it (rule 3). */
  onSetAside(records: SetAside[]): Promise<void>;
  /** Resolves when the commit is named on these replays, durably; rejects with `conflict` when one does not wait any more. */
  onReplayCommit(ids: string[], commit: ReplayCommit): Promise<void>;
  /** Resolves when it is known that these records failed once more. */
  onReplayFailed(failures: ReplayFailure[]): Promise<void>;
  onEvent(event: { kind: string; message: string; tookMs?: number; detail?: Record<string, unknown> }): void;
};

export interface ActiveRun {
  /** Finishes or rolls back the batch in flight, then ends with a checkpoint. */
  stop(): void;
  /** Takes set-aside records into one of the next commits (rule 6); one that is under way already is left out. */
  replay(records: ReplayRecord[]): void;
  /** True until whatever becomes of the records that it was given is known. Only then is it worth asking which still wait. */
  readonly isReplaying: boolean;
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
