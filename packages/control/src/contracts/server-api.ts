import { z } from 'zod';

export * from './table-api';

/**
 * The server's internal HTTP API: web calls it for everything that needs an engine. JSON over loopback, authorized by
 * `Authorization: Bearer <PENSTOCK_INTERNAL_TOKEN>`. Message rows travel as opaque JSON strings, never as objects.
 * Errors are `{code, message, details}` with the HTTP status of `httpStatusOf(code)`.
 */
export const serverRoutes = {
  preview: 'POST /internal/preview',
  messages: 'POST /internal/messages',
  topics: 'POST /internal/topics',
  startOffsets: 'POST /internal/start-offsets',
  connectionTest: 'POST /internal/connection-test',
  tableRows: 'POST /internal/table-rows',
  tableState: 'POST /internal/table-state',
  tables: 'POST /internal/tables',
  tableDetail: 'POST /internal/table-detail',
  tableUpkeep: 'POST /internal/table-upkeep',
  health: 'GET /internal/health',
} as const;

/** One message of a sample or of Kafka. Exactly one of value/valueBase64; both null for a tombstone. */
export const messageSchema = z.object({
  partition: z.number().int(),
  offset: z.string(),
  timestampMs: z.string().nullable(),
  key: z.string().nullable(),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  value: z.string().nullable(),
  valueBase64: z.string().nullable(),
});
export type Message = z.infer<typeof messageSchema>;

export const previewRequestSchema = z.object({
  projectId: z.uuid(),
  pipelineKey: z.string(),
  /** Draft files needed to resolve the pipeline: config/*, penstock.yaml, transformations/*. */
  files: z.record(z.string(), z.string()),
  messages: z.array(messageSchema).max(10_000),
  /** ISO instant that CURRENT_TIMESTAMP and the like return, so that a preview can be repeated. */
  now: z.iso.datetime(),
  /** Whose variables the files are read with; without it, those that penstock.yaml gives for `local`. */
  environment: z
    .object({ name: z.string().max(200), variables: z.record(z.string(), z.string()) })
    .optional(),
});
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export type PreviewRecord =
  | { kind: 'out'; input: number /** JSON array text, one value per output column */; row: string }
  | { kind: 'filtered'; input: number; reason: string | null }
  | { kind: 'failed'; input: number; reason: string; column: string | null; sqlLine: number | null };

export type PreviewAnswer = {
  columns: { name: string; type: string }[];
  /** In input order. */
  records: PreviewRecord[];
  counts: { in: number; out: number; filtered: number; failed: number };
  /** Milliseconds inside the engine and in all. */
  engineMs: number;
  totalMs: number;
};

/** The connection that the pipeline names; without it the environment's default one. */
const connectionName = z.string().max(200).optional();

export const messagesRequestSchema = z.object({
  projectId: z.uuid(),
  environmentId: z.uuid(),
  pipelineKey: z.string(),
  topic: z.string(),
  connection: connectionName,
  limit: z.number().int().min(1).max(1000),
});
export type MessagesRequest = z.infer<typeof messagesRequestSchema>;
export type MessagesAnswer = { messages: Message[]; capturedAt: string; source: 'kafka' | 'files' };

export const topicsRequestSchema = z.object({
  projectId: z.uuid(),
  environmentId: z.uuid(),
  connection: connectionName,
});
export type TopicsRequest = z.infer<typeof topicsRequestSchema>;
export type TopicsAnswer = {
  topics: { name: string; partitions: number; messages: string }[];
  source: 'kafka' | 'files';
};

/** The next offset to read of a partition; 64-bit, hence a decimal string. */
const sourceOffsetSchema = z.object({
  topicId: z.string(),
  partition: z.number().int(),
  offset: z.string().regex(/^\d{1,19}$/),
});
export type SourceOffset = z.infer<typeof sourceOffsetSchema>;

export const connectionTestRequestSchema = z.object({
  projectId: z.uuid(),
  environmentId: z.uuid(),
  connection: z.string().max(200),
});
export type ConnectionTestRequest = z.infer<typeof connectionTestRequestSchema>;
/** `problem` says in words why Kafka could not be asked; null when it answered. */
export type ConnectionTestAnswer = { topics: number | null; tookMs: number; problem: string | null };

export const startOffsetsRequestSchema = z.object({
  projectId: z.uuid(),
  environmentId: z.uuid(),
  topic: z.string(),
  connection: connectionName,
  groupId: z.string().nullable(),
  /** ISO instant for the choice "from a time". */
  at: z.string().nullable(),
  /** The deployment's own position, and one of another deployment that it could go on from. */
  stored: z.array(sourceOffsetSchema).nullable().optional(),
  adopt: z.array(sourceOffsetSchema).nullable().optional(),
});
export type StartOffsetsRequest = z.infer<typeof startOffsetsRequestSchema>;
export type StartOffsetsAnswer = {
  topicId: string;
  kind: 'kafka' | 'files';
  /** For each choice how many messages would be read; null with a reason when it cannot be had. */
  choices: {
    kind: StartKind;
    messages: string | null;
    /** Messages read although they lie before the position that is there, and left out although behind it. */
    repeats: string | null;
    skips: string | null;
    unavailable: string | null;
  }[];
};
export type StartKind = 'earliest' | 'latest' | 'group' | 'time' | 'stored' | 'adopt';

export const tableRowsRequestSchema = z.object({
  namespace: z.array(z.string()),
  table: z.string(),
  limit: z.number().int().min(1).max(500),
});
export type TableRowsAnswer = {
  exists: boolean;
  columns: { name: string; type: string }[];
  /** Newest first; each a JSON array text. */
  rows: string[];
  snapshotId: string | null;
  totalRecords: string | null;
};

export const tableStateRequestSchema = z.object({
  namespace: z.array(z.string()),
  table: z.string(),
  deploymentId: z.uuid().nullable(),
});
export type TableStateAnswer = {
  exists: boolean;
  columns: { name: string; type: string; required: boolean }[];
  snapshots: {
    snapshotId: string;
    at: string;
    operation: string;
    addedRecords: string | null;
    totalRecords: string | null;
  }[];
  /** The deployment's committed position: offsets as strings, with how many messages lie behind the topic's end. */
  position: CommittedPosition | null;
  /** Committed positions of other deployments in this table. */
  others: (CommittedPosition & { deploymentId: string })[];
};

/** `moved`: the position went to another table, and this one is only a sign to it. */
export type CommittedPosition = { seq: string; epoch: string; offsets: SourceOffset[]; moved: boolean };
