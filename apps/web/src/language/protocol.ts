import type { FileDiagnostic } from '@penstock/config-schema';

/** What the page and the language worker say to each other. Everything is plain data; offsets are UTF-16. */

export type ColumnView = { name: string; type: string };

/** Whose variables the files are read with; those given here win over the ones of penstock.yaml. */
export type EnvironmentView = { name: string; variables: Readonly<Record<string, string>> };

export const localEnvironment: EnvironmentView = { name: 'local', variables: {} };

/** How a query column lands in a table column: as it is, with a cast that is named, or not at all. */
export type SinkMark = 'same' | 'cast' | 'error' | 'unknown';

export type SinkColumnView = ColumnView & {
  mark: SinkMark;
  /** Why it is a cast or an error, in words; null when it is the same. */
  why: string | null;
  /** A word beside the sign, such as "UTC". */
  hint: string | null;
};

/** One output column of the query with the source columns it is computed from. */
export type LineageView = ColumnView & { sources: string[] };

/** `ok` is null while the query has errors: nobody can say what would run it. */
export type EngineView = { name: string; ok: boolean | null; reason: string | null };

export type SqlView = {
  /** File that holds the SQL; a `.py` file holds it inside a string. */
  file: string;
  text: string;
  /** False when the text cannot be edited in place (a Python expression, or no file). */
  editable: boolean;
  transformer: string;
  /** Other pipelines that use the same transformer. */
  sharedWith: string[];
};

/** A diagnostic in the SQL text itself, as the editor marks it. Lines and columns count from 1. */
export type SqlProblem = {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  start: number;
  end: number;
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  fixes: { title: string; index: number }[];
  /** Position in the pipeline's diagnostics, to ask for a fix. */
  diagnostic: number;
};

export type PipelineModel = {
  key: string;
  enabled: boolean;
  kafkaTopic: string;
  connection: string;
  format: string;
  source: ColumnView[];
  eventTime: { column: string | null; expression: string | null; delay: string } | null;
  sql: SqlView | null;
  output: LineageView[] | null;
  table: { name: string; type: string; columns: SinkColumnView[] };
  engines: EngineView[];
  /** The pipeline's entry in topics.yaml as text. */
  entry: string | null;
  sqlProblems: SqlProblem[];
  diagnostics: FileDiagnostic[];
};

/** Edits of a pipeline's entry, made in the text of topics.yaml so that comments and order survive. */
export type PipelineEdit =
  | { kind: 'add_source_column'; at: number; name: string; type: string }
  | { kind: 'remove_source_column'; at: number }
  | { kind: 'rename_source_column'; at: number; name: string }
  | { kind: 'retype_source_column'; at: number; type: string }
  | { kind: 'move_source_column'; from: number; to: number }
  | { kind: 'set_source_columns'; columns: ColumnView[] }
  | {
      kind: 'set_event_time';
      eventTime: { column: string | null; expression: string | null; delay: string } | null;
    }
  | { kind: 'add_table_column'; at: number; name: string; type: string }
  | { kind: 'remove_table_column'; at: number }
  | { kind: 'rename_table_column'; at: number; name: string }
  | { kind: 'retype_table_column'; at: number; type: string }
  | { kind: 'move_table_column'; from: number; to: number }
  | { kind: 'take_columns_from_query' }
  | { kind: 'set_entry_text'; text: string }
  | { kind: 'set_sql'; text: string }
  | { kind: 'set_enabled'; enabled: boolean }
  | { kind: 'delete_pipeline' }
  | {
      kind: 'add_pipeline';
      topic: string;
      format: string;
      table: string;
      columns: ColumnView[];
      sql: string | null;
    };

/** Changed files; null deletes one. */
export type FileChanges = Record<string, string | null>;

export type CompletionView = {
  label: string;
  kind: 'column' | 'field' | 'function' | 'keyword' | 'table';
  detail: string;
  insertText: string;
  /** Range that is replaced. */
  start: number;
  end: number;
  sortText: string;
};

export type HoverView = { markdown: string; start: number; end: number };

/** Completion and hover bring the SQL as it stands in the editor; edits and fixes are about the files of their revision. */
export type LanguageQuestion =
  | { kind: 'completions'; pipeline: string; sql: string; offset: number }
  | { kind: 'hover'; pipeline: string; sql: string; offset: number }
  | { kind: 'edit'; pipeline: string; edit: PipelineEdit }
  | { kind: 'fix'; pipeline: string; diagnostic: number; fix: number };

export type LanguageAnswers = {
  completions: CompletionView[];
  hover: HoverView | null;
  edit: FileChanges;
  fix: FileChanges;
};

export type AnswerOf<Q extends LanguageQuestion> = LanguageAnswers[Q['kind']];

export type ToWorker =
  | {
      type: 'files';
      revision: number;
      changes: FileChanges;
      pipeline: string | null;
      environment: EnvironmentView;
    }
  | { type: 'ask'; id: number; revision: number; question: LanguageQuestion };

export type ResolvedView = {
  model: PipelineModel | null;
  /** Keys of all pipelines of the draft. */
  keys: string[];
  /** Problems that belong to no pipeline. */
  projectDiagnostics: FileDiagnostic[];
};

export type FromWorker =
  | { type: 'resolved'; revision: number; view: ResolvedView; tookMs: number }
  | { type: 'answer'; id: number; answer: LanguageAnswers[keyof LanguageAnswers] }
  | { type: 'failed'; id: number | null; revision: number | null; message: string };
