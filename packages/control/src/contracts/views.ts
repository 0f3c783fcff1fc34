import type { FileDiagnostic } from '@penstock/config-schema';
import type { StartKind } from './server-api';

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
  /** It ends when a person chooses where to read from: the plan of a deploy offers that. */
  choosesStart?: true;
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
    /** The command that what is observed belongs to; a lower one than desired was not taken up yet. */
    generation?: number;
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
  /** `variables` are what `${name}` in the files stands for there; they win over those of penstock.yaml and are never secret. */
  environments: { id: string; name: string; variables: Record<string, string> }[];
};

/** Never holds a secret. `kind` is null when what is stored cannot be read any more. */
export type ConnectionView = {
  name: string;
  kind: 'kafka' | 'files' | null;
  /** `host:port`; empty for message files. */
  brokers: string[];
  /** Penstock's own Kafka or message files: set with every start, not to be edited. */
  managed: boolean;
  /** Pipelines that read from it, as published or as they run. */
  usedBy: string[];
  updatedAt: string;
};

export type DraftView = {
  baseRevisionId: string;
  baseNumber: number;
  /** Draft files over the base, whole text; what the editor shows. */
  files: Record<string, string>;
  /** Path → stamp of that text: what a save has to name to show that it was typed over this very text. Opaque. */
  stamps: Record<string, string>;
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
  /** False when only the first part of the value was kept. */
  valueIsWhole: boolean;
  /** The last request to put it through the pipeline once more. */
  replay: ReplayView | null;
};

export type ReplayView =
  | { state: 'waiting'; requestedAt: string }
  /** Its commit is in the table's history: the record counts as read now, no longer as set aside. */
  | { state: 'replayed'; requestedAt: string }
  | { state: 'failed'; requestedAt: string; reason: string; column: string | null; sqlLine: number | null };

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

/** A place that the draft and somebody else's publish both changed: an entry of a file (`pipeline` is its key) or a file. */
export type ConflictView = {
  path: string;
  pipeline: string | null;
  message: string;
  /** The two texts; null where there is none, and for samples, which are not shown. */
  mine: string | null;
  theirs: string | null;
};

export type PublishPlan = {
  baseRevisionId: string;
  headMoved: boolean;
  conflicts: ConflictView[];
  pipelines: {
    key: string;
    /** `files`: its definition stays; only its samples or tests change, so it makes no version. */
    change: 'added' | 'changed' | 'deleted' | 'renamed' | 'files';
    fromVersion: number | null;
    toVersion: number | null;
    sqlBefore: string | null;
    sqlAfter: string | null;
    entryBefore: string | null;
    entryAfter: string | null;
    diagnostics: FileDiagnostic[];
  }[];
  files: {
    path: string;
    change: 'added' | 'changed' | 'deleted';
    /** `definition`: entries and transformers, split per pipeline; `pipeline`: its samples and tests; `project`: the rest. */
    part: 'definition' | 'pipeline' | 'project';
    pipeline: string | null;
  }[];
  suggestedMessage: string;
};

/** Read before anything happens; `token` makes the command carry out exactly this plan or fail with `conflict`. */
export type StartChoiceView = {
  kind: StartKind;
  /** How many messages would be read first; a decimal string, null when not known. */
  messages: string | null;
  /** What may be in the table twice or be missing from it, in words; null when neither. */
  risk: string | null;
  /** Why it cannot be had. */
  unavailable: string | null;
};

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
  /** Why a person has to choose where to read from; null when reading goes on from the committed position. */
  startNeeded: { code: string; title: string; message: string } | null;
  startChoices: StartChoiceView[];
  /** What is chosen when nobody chooses otherwise; `at` goes with a time. */
  startDefault: { kind: StartKind; at: string | null } | null;
  /** Another deployment whose rows of this topic the table has already (rule 2 of the commit protocol). */
  beside: {
    /** The one furthest on, and all of them. */
    deploymentId: string;
    all: string[];
    name: string;
    message: string;
    /** Why its position cannot be gone on from at the moment. */
    unavailable: string | null;
  } | null;
  /** The table is another one than before, and the position goes along. */
  moves: { from: string; to: string } | null;
  /** Errors that forbid the deploy. */
  blockers: string[];
  warnings: string[];
  token: string;
};
