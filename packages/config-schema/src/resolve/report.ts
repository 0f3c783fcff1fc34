import type { FileDiagnostic, Range, Severity, SourceFile } from '../diagnostics/file-diagnostic';

export type Report = (
  place: Range,
  code: string,
  message: string,
  fixes?: SimpleFix[],
  severity?: Severity,
) => void;

/** A fix of one replacement in the file the report is about. */
export type SimpleFix = Range & { title: string; newText: string };

/** Collects diagnostics of one pipeline in one file. */
export function reporter(source: SourceFile, pipeline: string, into: FileDiagnostic[]): Report {
  return (place, code, message, fixes = [], severity = 'error') => {
    into.push(
      source.diagnostic({
        start: place.start,
        end: place.end,
        code,
        message,
        severity,
        pipeline,
        fixes: fixes.map(({ title, start, end, newText }) => ({
          title,
          edits: [{ file: source.path, start, end, newText }],
        })),
      }),
    );
  };
}
