import type { Diagnostic } from '@penstock/flink-sql';
import type { ResolvedPipeline } from './resolved';

/**
 * What is wrong with a pipeline's query, at places of `transformer.sql` (for an editor that shows the SQL alone, also
 * when a Python file holds it): the front end's diagnostics, else the reasons why the pipeline's engine refuses it.
 */
export function sqlDiagnostics({ analysis, engine }: ResolvedPipeline): Diagnostic[] {
  if (!analysis) return [];
  const found = [...analysis.diagnostics];
  const verdict = analysis.engines[engine];
  if (verdict.ok || !('reasons' in verdict) || found.some((one) => one.severity === 'error')) return found;
  return [...found, ...verdict.reasons.map((reason) => ({ ...reason, severity: 'error' as const }))];
}
