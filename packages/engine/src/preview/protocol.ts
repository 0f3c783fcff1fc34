import type { Column } from '@penstock/flink-sql';
import type { TransformSql } from '../transform/transform-sql';

/** What a preview child is asked to do. Values are the messages' bytes; null is a tombstone. */
export type PreviewJob = {
  id: number;
  format: string;
  columns: readonly Column[];
  transform: TransformSql;
  values: (Uint8Array | null)[];
  timeZone: string;
};

export type PreviewRecord =
  | { kind: 'out'; input: number; row: string }
  | { kind: 'filtered'; input: number; reason: string | null }
  | { kind: 'failed'; input: number; reason: string; column: string | null; sqlLine: number | null };

export type PreviewResult = { records: PreviewRecord[]; engineMs: number };

export type PreviewReply =
  | { type: 'ready'; pid: number }
  | { type: 'result'; id: number; result: PreviewResult }
  | { type: 'error'; id: number; code: 'invalid_version' | 'too_large' | 'internal'; message: string };
