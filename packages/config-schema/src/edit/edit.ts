import type { FileDiagnostic, FileFix } from '../diagnostics/file-diagnostic';
import type { ProjectFiles } from '../project-files';
import type { FieldValue } from './value-yaml';

export type ColumnSide = 'source' | 'sink';

/** A column as its YAML says it; `type` is Flink SQL text. */
export type ColumnText = { name: string; type: string };

/** A change through the model. Columns are named by name or by index (for unnamed or doubled ones). */
export type ProjectEdit =
  | { kind: 'setSql'; pipeline: string; sql: string }
  | { kind: 'addColumn'; pipeline: string; side: ColumnSide; column: ColumnText; index?: number }
  | { kind: 'removeColumn'; pipeline: string; side: ColumnSide; column: string | number }
  | { kind: 'renameColumn'; pipeline: string; side: ColumnSide; column: string | number; name: string }
  | { kind: 'changeColumnType'; pipeline: string; side: ColumnSide; column: string | number; type: string }
  | { kind: 'moveColumn'; pipeline: string; side: ColumnSide; column: string | number; to: number }
  | { kind: 'setColumns'; pipeline: string; side: ColumnSide; columns: readonly ColumnText[] }
  /** `path` such as `enabled`, `sink.table_name` or `event_time.watermark_delay`; null removes the key. */
  | { kind: 'setField'; pipeline: string; path: string; value: FieldValue | null }
  | {
      kind: 'declareEventTime';
      pipeline: string;
      column?: string;
      expression?: string;
      watermarkDelay: string;
    }
  | ({ kind: 'addPipeline' } & NewPipeline)
  | { kind: 'duplicatePipeline'; pipeline: string; key: string }
  | { kind: 'renamePipeline'; pipeline: string; key: string }
  | { kind: 'deletePipeline'; pipeline: string }
  | { kind: 'setEntryText'; pipeline: string; text: string }
  | { kind: 'applyFix'; pipeline: string; fix: FileFix };

export type NewPipeline = {
  key: string;
  topic?: string;
  groupId?: string;
  scanMode?: string;
  sourceColumns: readonly ColumnText[];
  table: string;
  /** Default: the columns of the source. */
  sinkColumns?: readonly ColumnText[];
  /** Name of an existing transformer, or of the new one; default made from the key. */
  transformation?: string;
  /** SQL of a new transformer; default selects every source column. Ignored when the transformer exists. */
  sql?: string;
};

/** The whole project after the edit, or why it cannot be made; then nothing changed. */
export type EditResult = { ok: true; files: ProjectFiles } | { ok: false; diagnostics: FileDiagnostic[] };
