import { analyzeTree, type TreeAnalysis } from './analyze/analyze';
import type { AnalyzeOptions } from './analyze/schema';
import type { Diagnostic } from './diagnostics/diagnostic';
import { emitDuckDb } from './emit/duckdb';

export type EngineVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly reasons: readonly Diagnostic[] };

export interface Analysis extends TreeAnalysis {
  /** Which engines can run the query as it stands. */
  readonly engines: {
    readonly embedded: EngineVerdict;
    readonly flink: { readonly ok: boolean };
    readonly spark: { readonly ok: boolean };
  };
}

/**
 * Everything there is to know about a query: typed tree, diagnostics with fixes, output columns, lineage,
 * and which engines can run it. Never throws; a few milliseconds for queries of ordinary size.
 */
export function analyze(sql: string, options: AnalyzeOptions): Analysis {
  const analysis = analyzeTree(sql, options);
  const ok = !analysis.diagnostics.some((d) => d.severity === 'error');
  const sink =
    options.sink && analysis.query?.items.length === options.sink.length ? options.sink : undefined;
  const emitted = emitDuckDb(analysis, {
    source: '"t"',
    now: '1970-01-01T00:00:00Z',
    ...(sink ? { sink } : {}),
  });
  const embedded: EngineVerdict = emitted.ok ? { ok: true } : { ok: false, reasons: emitted.diagnostics };
  return { ...analysis, engines: { embedded, flink: { ok }, spark: { ok: false } } };
}
