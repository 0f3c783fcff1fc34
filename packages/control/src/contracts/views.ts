import type { FileDiagnostic } from '@penstock/config-schema';

/** What the screens read. Times are ISO strings, counters that can pass 2^53 are decimal strings. */

export type ObservedStatus =
  | 'stopped'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'failing'
  | 'blocked'
  | 'no_contact'
  | 'never';

export type Problem = {
  code: string;
  message: string;
  since: string;
  sqlLine?: number;
  record?: { partition: number; offset: string; excerpt: string };
  tries?: number;
  nextTryAt?: string;
};

export type LiveNumbers = {
  /** Records per second over the last 10 s; null when unknown. */
  inPerSecond: number | null;
  outPerSecond: number | null;
  lag: string | null;
  freshnessMs: number | null;
  lastCommitAt: string | null;
  commitMs: number | null;
  batchMs: number | null;
  totals: { in: string; out: string; filtered: string; setAside: string; bytesIn: string; bytesOut: string };
  waitingFor: string | null;
};

export type DeploymentView = {
  id: string;
  environmentId: string;
  environmentName: string;
  desired: { state: 'running' | 'stopped'; versionId: string; versionNumber: number; generation: number };
  observed: {
    status: ObservedStatus;
    versionNumber: number | null;
    lastContactAt: string | null;
    runner: string | null;
    epoch: string | null;
  };
  problem: Problem | null;
  live: LiveNumbers | null;
};

export type PipelineRow = {
  /** Null while the pipeline exists only in the draft. */
  id: string | null;
  key: string;
  kafkaTopic: string;
  table: string;
  enabled: boolean;
  inDraft: boolean;
  draftDiffers: boolean;
  valid: boolean;
  latestVersion: number | null;
  deployment: DeploymentView | null;
  /** Records in per minute over the last 15 minutes, oldest first; null = no data (a gap, not zero). */
  spark: (number | null)[];
  changedBy: string;
  changedAt: string;
};

export type ProjectView = {
  id: string;
  slug: string;
  name: string;
  headRevision: { id: string; number: number };
  environments: { id: string; name: string }[];
};

export type DraftView = {
  baseRevisionId: string;
  baseNumber: number;
  /** Draft files over the base, whole text; what the editor shows. */
  files: Record<string, string>;
  /** Paths that differ from the base. */
  changedPaths: string[];
  changedPipelines: string[];
  /** True when the project's head moved since the draft began. */
  headMoved: boolean;
  updatedAt: string | null;
  diagnostics: FileDiagnostic[];
};

export type VersionView = {
  id: string;
  number: number;
  createdAt: string;
  createdBy: string;
  message: string;
  revisionNumber: number;
  /** Environments where this version is the desired one. */
  deployedIn: string[];
};

export type VersionText = { number: number; sql: string; entry: string };

export type RunEventView = {
  id: string;
  at: string;
  kind: string;
  message: string;
  place: string | null;
  tookMs: number | null;
};

export type MetricSeries = {
  /** Seconds per bucket. */
  resolution: number;
  /** ISO times, one per point, without holes; null values are gaps. */
  at: string[];
  inPerSecond: (number | null)[];
  outPerSecond: (number | null)[];
  lag: (number | null)[];
  commitMs: (number | null)[];
  freshnessMs: (number | null)[];
  setAsidePerMinute: (number | null)[];
};

export type SetAsideView = {
  id: string;
  at: string;
  kind: 'unreadable' | 'too_late';
  reason: string;
  column: string | null;
  sqlLine: number | null;
  kafkaTopic: string;
  partition: number;
  offset: string;
  value: string | null;
  /** True when the value is not UTF-8 and `value` is base64. */
  valueIsBase64: boolean;
  valueSize: number;
};

export type RunnerView = {
  name: string;
  host: string;
  pid: number;
  engines: string[];
  startedAt: string;
  lastContactAt: string;
  pipelines: { key: string; status: ObservedStatus }[];
  memoryMb: number | null;
  cpuPercent: number | null;
};

export type PublishPlan = {
  baseRevisionId: string;
  headMoved: boolean;
  conflicts: { path: string; pipeline: string | null; message: string }[];
  pipelines: {
    key: string;
    change: 'added' | 'changed' | 'deleted' | 'renamed';
    fromVersion: number | null;
    toVersion: number | null;
    sqlBefore: string | null;
    sqlAfter: string | null;
    entryBefore: string | null;
    entryAfter: string | null;
    diagnostics: FileDiagnostic[];
  }[];
  files: { path: string; change: 'added' | 'changed' | 'deleted' }[];
  suggestedMessage: string;
};

/** Read before anything happens; `token` makes the command carry out exactly this plan or fail with `conflict`. */
export type DeployPlan = {
  pipelineKey: string;
  environment: string;
  kind: 'deploy' | 'rollback' | 'first';
  fromVersion: number | null;
  toVersion: number;
  sqlBefore: string | null;
  sqlAfter: string;
  table: {
    name: string;
    change: 'none' | 'create' | 'add_columns' | 'refused';
    added: { name: string; type: string }[];
    reason: string | null;
  };
  state: string;
  readsOn: { kind: 'position' | 'start'; messagesBehind: string | null; aboutSeconds: number | null };
  /** What it reads, to ask how many messages another start would mean; null when the version cannot be read. */
  source: { topic: string; connection: string } | null;
  startChoices: {
    kind: 'earliest' | 'latest' | 'group' | 'time';
    messages: string | null;
    unavailable: string | null;
  }[];
  /** Errors that forbid the deploy. */
  blockers: string[];
  warnings: string[];
  token: string;
};
