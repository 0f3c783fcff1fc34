import type { FileDiagnostic, ResolvedPipeline } from '@penstock/config-schema';
import type { Analysis, Diagnostic } from '@penstock/flink-sql';
import type { SqlProblem } from '../protocol';

/** What the SQL editor marks: the query's own diagnostics, and why its engine refuses a query that is otherwise right. */
export function queryDiagnostics(analysis: Analysis, pipeline: ResolvedPipeline): Diagnostic[] {
  const { embedded } = analysis.engines;
  const own = [...analysis.diagnostics];
  if (own.some((one) => one.severity === 'error') || pipeline.engine !== 'embedded' || embedded.ok)
    return own;
  return [...own, ...embedded.reasons.map((reason) => ({ ...reason, severity: 'error' as const }))];
}

/**
 * Diagnostics in the coordinates of the SQL text, each joined to the pipeline's diagnostic (in file coordinates) that carries its
 * fixes. Both lists come from one analysis, so equal code and message in equal order are the same problem.
 */
export function sqlProblems(
  found: readonly Diagnostic[],
  all: readonly FileDiagnostic[],
  file: string,
): SqlProblem[] {
  const used = new Set<number>();
  return found.map((diagnostic) => {
    const { code, severity, message, range } = diagnostic;
    const at = all.findIndex(
      (one, index) => !used.has(index) && one.file === file && one.code === code && one.message === message,
    );
    used.add(at);
    const fixes = (all[at]?.fixes ?? []).map((fix, index) => ({ title: fix.title, index }));
    return { ...range, code, severity, message, diagnostic: at, fixes };
  });
}
