import type { Span, TextRange } from '../text/span';

/** `error` blocks a deploy, `warning` deserves a look, `info` only explains. */
export type Severity = 'error' | 'warning' | 'info';

/** Codes are stable: editors, tests and the quick-fix menu key on them. */
export type DiagnosticCode =
  | 'syntax'
  | 'reserved_word'
  | 'too_deep'
  | 'unknown_type'
  | 'unknown_table'
  | 'unknown_column'
  | 'ambiguous_column'
  | 'unknown_field'
  | 'unknown_function'
  | 'argument_count'
  | 'argument_type'
  | 'type_mismatch'
  | 'cast_not_allowed'
  | 'bad_literal'
  | 'null_without_type'
  | 'missing_group_by'
  | 'misplaced_aggregate'
  | 'window_not_time_attribute'
  | 'window_arguments'
  | 'sink_column_count'
  | 'sink_type'
  | 'sink_nullability'
  | 'sink_names'
  | 'sink_time_zone'
  | 'sink_updates'
  | 'statement_not_allowed'
  | 'not_understood_yet'
  | 'embedded_unsupported';

/** One replacement of text. An empty range inserts. */
export interface TextEdit {
  readonly range: Span;
  readonly newText: string;
}

/** A change outside the SQL that belongs to a fix: event time declared on the pipeline's entry in topics.yaml. */
export interface ConfigFix {
  readonly kind: 'declare_event_time';
  /** Flink SQL that computes the time attribute from the source's columns. */
  readonly expression: string;
  /** How late records may be, such as `5 s`. */
  readonly watermarkDelay: string;
  /** Name of the computed time attribute that the edited SQL uses. */
  readonly columnName: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly config?: ConfigFix;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** In the user's terms; says what to do next. */
  readonly message: string;
  readonly range: TextRange;
  readonly fixes?: readonly Fix[];
}

/** Applies a fix's edits to the text it was made for. Edits of one fix never overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => b.range.start - a.range.start);
  let result = text;
  for (const edit of ordered) {
    result = result.slice(0, edit.range.start) + edit.newText + result.slice(edit.range.end);
  }
  return result;
}
