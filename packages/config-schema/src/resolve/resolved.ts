import type { Analysis, Column, EventTime, TableSchema } from '@penstock/flink-sql';
import type { FileDiagnostic, Range } from '../diagnostics/file-diagnostic';
import type { FlinkVersion } from '../schema/penstock';
import type { EngineName, OnError, ScanMode, SinkType } from '../schema/topics';

export type ResolveOptions = {
  /** Whose variables and connections apply; default `local`. */
  environment?: string;
  /** Variables set outside the files; they win over penstock.yaml. */
  variables?: Record<string, string>;
};

export type ResolvedProject = {
  name: string;
  flinkVersion: FlinkVersion;
  timeZone: string;
  environment: string;
  pipelines: ResolvedPipeline[];
  /** Of all files; those of one pipeline carry its key. */
  diagnostics: FileDiagnostic[];
};

/** The time attribute of a source: `column` is one of its columns, or computed by `expression` for the SQL to use. */
export interface ResolvedEventTime extends EventTime {
  readonly watermarkDelayMs: number;
}

/** What the messages hold. `name` is the key of the entry. */
export interface ResolvedSource extends TableSchema {
  readonly eventTime?: ResolvedEventTime;
}

/** Another entry whose Kafka topic the SQL joins. */
export type ResolvedInput = { key: string; kafkaTopic: string; source: ResolvedSource };

export type ResolvedTransformer = {
  name: string;
  file: string;
  language: 'sql' | 'python';
  sql: string;
  /** Where the SQL stands in `file`; in Python from its first to its last character, quotes left out. */
  sqlRange: Range;
  /** Keys of the other pipelines that use the same transformer. */
  sharedWith: string[];
};

/** An Iceberg partition field (spec, "Partition Transforms"); `parameter` is the bucket count or truncate width. */
export type PartitionField = {
  text: string;
  column: string;
  transform: 'identity' | 'year' | 'month' | 'day' | 'hour' | 'bucket' | 'truncate';
  parameter: number | null;
};

export type ResolvedSink = {
  type: SinkType;
  namespace: string[];
  table: string;
  /** Folder of a Parquet sink, relative to the warehouse or an object store address; null for Iceberg. */
  path: string | null;
  columns: Column[];
  partitionBy: PartitionField[];
  properties: Record<string, string>;
};

/** Places of the authored text, for the screens. Offsets into config/topics.yaml. */
export type PipelinePositions = {
  /** The entry from its key to its last character. */
  entry: Range;
  key: Range;
  sourceSchema: Range | null;
  sourceColumns: ColumnPosition[];
  sink: Range | null;
  sinkSchema: Range | null;
  sinkColumns: ColumnPosition[];
  transformation: Range | null;
  tableName: Range | null;
};

export type ColumnPosition = { name: Range; type: Range; typeText: string };

/** A pipeline with every default and variable filled in: what an engine runs. Plain data. */
export type ResolvedPipeline = {
  key: string;
  description: string | null;
  enabled: boolean;
  kafkaTopic: string;
  connection: string;
  groupId: string;
  scanMode: ScanMode;
  scanTimestampMs: number | null;
  format: 'json';
  source: ResolvedSource;
  inputs: ResolvedInput[];
  /** Null when the entry names none or its file cannot be read; the pipeline is then invalid. */
  transformer: ResolvedTransformer | null;
  sink: ResolvedSink;
  onError: OnError;
  engine: EngineName;
  flinkVersion: FlinkVersion;
  timeZone: string;
  parallelism: number;
  /** Null: as the runner decides. */
  memoryMb: number | null;
  checkpointIntervalMs: number;
  /** Records per batch at most; null: as the engine decides. */
  batchSize: number | null;
  positions: PipelinePositions;
  /** False when anything forbids running it: an error of its own, or one in penstock.yaml. */
  valid: boolean;
  /** The typed query with sink check and engines' verdicts; null when source or SQL could not be read. */
  analysis: Analysis | null;
};
