import type { TreeAnalysis } from '../../analyze/analyze';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { SourceText } from '../../text/source-text';
import type { Column } from '../../types/sql-type';
import type { Refusal } from './emitter';
import { emitSelect } from './select';

export interface EmitOptions {
  /** Quoted name of the relation to read from, as DuckDB SQL; null for a query without FROM, which gives one row. */
  readonly source: string | null;
  /** A column of that relation to carry through unchanged, as first output column. */
  readonly rowOrdinal?: string;
  /** What CURRENT_TIMESTAMP and the like give: an ISO instant such as `2024-01-31T10:20:30.123Z`. */
  readonly now: string;
  /** Cast the output to these columns, by position, and name it so. */
  readonly sink?: readonly Column[];
}

export type EmitResult =
  | { readonly ok: true; readonly sql: string; readonly columns: Column[] }
  | { readonly ok: false; readonly diagnostics: Diagnostic[] };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/**
 * The query as DuckDB SQL that gives Flink's rows, or the diagnostics that say why not. `columns` are the output
 * columns without the ordinal. Rows whose ordinal is missing in the output were filtered by WHERE.
 */
export function emitDuckDb(analysis: TreeAnalysis, options: EmitOptions): EmitResult {
  const errors = analysis.diagnostics.filter((d) => d.severity === 'error');
  if (errors.length > 0) return { ok: false, diagnostics: [...errors] };
  const refusals: Refusal[] = [...analysis.notUnderstood, ...analysis.beyondSelect].map(({ span, what }) => ({
    span,
    what,
  }));
  if (!analysis.query || refusals.length > 0)
    return { ok: false, diagnostics: toDiagnostics(analysis.sql, refusals) };
  const now = INSTANT.test(options.now) ? options.now : '1970-01-01T00:00:00Z';
  const timeZone = analysis.options.timeZone ?? 'UTC';
  const flinkVersion = analysis.options.flinkVersion ?? '2.x';
  const emitted = emitSelect(analysis.query, { ...options, now, timeZone, flinkVersion });
  if (emitted.refusals.length > 0)
    return { ok: false, diagnostics: toDiagnostics(analysis.sql, emitted.refusals) };
  return { ok: true, sql: emitted.sql, columns: emitted.columns };
}

function toDiagnostics(sql: string, refusals: readonly Refusal[]): Diagnostic[] {
  const source = new SourceText(sql);
  return refusals.map((r) => ({
    code: 'embedded_unsupported',
    severity: 'warning',
    message: `The built-in engine cannot run ${r.what} yet. Flink can run it, but Penstock does not run pipelines on Flink yet: write this part in another way.`,
    range: source.range(r.span),
  }));
}
