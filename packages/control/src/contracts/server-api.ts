import { z } from 'zod';

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
  tableRows: 'POST /internal/table-rows',
  tableState: 'POST /internal/table-state',
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
export type TopicsAnswer = {
  topics: { name: string; partitions: number; messages: string }[];
  source: 'kafka' | 'files';
};

export const startOffsetsRequestSchema = z.object({
  projectId: z.uuid(),
  environmentId: z.uuid(),
  topic: z.string(),
  connection: connectionName,
  groupId: z.string().nullable(),
  /** ISO instant for the choice "from a time". */
  at: z.string().nullable(),
});
export type StartOffsetsRequest = z.infer<typeof startOffsetsRequestSchema>;
/** For each choice how many messages would be read; null with a reason when it cannot be had. */
export type StartOffsetsAnswer = {
  choices: {
    kind: 'earliest' | 'latest' | 'group' | 'time';
    messages: string | null;
    unavailable: string | null;
  }[];
};

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
  position: {
    seq: string;
    epoch: string;
    offsets: { topicId: string; partition: number; offset: string }[];
  } | null;
};
