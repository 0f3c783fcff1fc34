import { LineIndex } from './line-index';

export type Severity = 'error' | 'warning' | 'info';

/** One replacement of text in a file of the project; an empty range inserts. */
export type FileTextEdit = { file: string; start: number; end: number; newText: string };

/** A change to a pipeline's entry that a fix needs beside its text edits. */
export type ConfigChange = {
  kind: 'declare_event_time';
  expression: string;
  watermarkDelay: string;
  columnName: string;
};

export type FileFix = { title: string; edits: FileTextEdit[]; config?: ConfigChange };

/** A problem at a place of a file. Lines and columns count from 1, `start` and `end` are UTF-16 offsets. */
export type FileDiagnostic = {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  start: number;
  end: number;
  code: string;
  severity: Severity;
  message: string;
  fixes?: FileFix[];
  /** Key of the pipeline it belongs to; absent when it concerns the project. */
  pipeline?: string;
};

export type Range = { start: number; end: number };

export type DiagnosticInput = Range & {
  code: string;
  message: string;
  severity?: Severity;
  fixes?: FileFix[];
  pipeline?: string;
};

/** A file with its line index: the one place where offsets become lines and columns. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #lines: LineIndex | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  diagnostic(input: DiagnosticInput): FileDiagnostic {
    this.#lines ??= new LineIndex(this.text);
    const from = this.#lines.position(input.start);
    const to = this.#lines.position(input.end);
    return {
      file: this.path,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      start: input.start,
      end: input.end,
      code: input.code,
      severity: input.severity ?? 'error',
      message: input.message,
      ...(input.fixes && input.fixes.length > 0 ? { fixes: input.fixes } : {}),
      ...(input.pipeline === undefined ? {} : { pipeline: input.pipeline }),
    };
  }
}

/** True when nothing in the list forbids running. */
export function hasErrors(diagnostics: readonly FileDiagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
