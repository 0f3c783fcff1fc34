export type {
  ConfigChange,
  FileDiagnostic,
  FileFix,
  FileTextEdit,
  Range,
  Severity,
} from './diagnostics/file-diagnostic';
export { hasErrors } from './diagnostics/file-diagnostic';
export { applyEdit } from './edit/apply-edit';
export type { ColumnSide, ColumnText, EditResult, NewPipeline, ProjectEdit } from './edit/edit';
export { type EntryText, entryText } from './edit/entry-text-edit';
export type { FieldValue } from './edit/value-yaml';
export { embeddedRefusals } from './engines/embedded-refusals';
export { icebergType, sameIcebergType } from './engines/iceberg-type';
export { isJsonScalar } from './engines/json-types';
export { type MergeConflict, type MergeResult, threeWayMerge } from './merge/three-way';
export { type ProjectFiles, penstockPath, topicsPath, transformationsPath } from './project-files';
export { resolve } from './resolve/resolve';
export type {
  ColumnPosition,
  PartitionField,
  PipelinePositions,
  ResolvedEventTime,
  ResolvedInput,
  ResolvedPipeline,
  ResolvedProject,
  ResolvedSink,
  ResolvedSource,
  ResolvedTransformer,
  ResolveOptions,
} from './resolve/resolved';
export { environmentNames } from './resolve/settings';
export { sqlDiagnostics } from './resolve/sql-diagnostics';
export { formatSample, parseSample, type SampleFile, type SampleMessage, samplesOf } from './samples';
export { topicsJsonSchema } from './schema/json-schema';
export type { FlinkVersion } from './schema/penstock';
export type { EngineName, OnError, ScanMode, SinkType } from './schema/topics';
export { formatDuration, parseDuration } from './values/duration';
export { type ApplyVersionOptions, applyVersion } from './version/apply-version';
export { sha256Hex } from './version/content-hash';
export { type VersionDefinition, versionDefinition } from './version/version-definition';
