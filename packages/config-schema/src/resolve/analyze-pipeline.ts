import {
  type Analysis,
  analyze,
  applyEdits,
  type Diagnostic,
  type Fix,
  type TableSchema,
} from '@penstock/flink-sql';
import {
  type FileDiagnostic,
  type FileFix,
  hasErrors,
  type SourceFile,
} from '../diagnostics/file-diagnostic';
import { PythonProblem } from '../python/problem';
import type { ResolvedPipeline } from './resolved';
import { type SqlSource, withSql } from './sql-source';

/**
 * Checks the SQL against source, inputs and sink, and whether the pipeline's engine takes it. What is found goes to
 * `into`, placed in the transformer's file. Columns of an unreadable sink are not compared.
 */
export function analyzePipeline(
  pipeline: ResolvedPipeline,
  source: SqlSource,
  sinkComplete: boolean,
  into: FileDiagnostic[],
): Analysis {
  const inputs: Record<string, TableSchema> = {};
  for (const input of pipeline.inputs) inputs[input.key] = input.source;
  const analysis = analyze(source.sql, {
    source: pipeline.source,
    inputs,
    ...(sinkComplete && pipeline.sink.columns.length > 0 ? { sink: pipeline.sink.columns } : {}),
    flinkVersion: pipeline.flinkVersion,
    timeZone: pipeline.timeZone,
  });
  const found = analysis.diagnostics.map((one) => inFile(one, source, pipeline.key));
  into.push(...found);
  // A query that is wrong anywhere is refused by every engine; only a right one needs the engine's own reasons.
  if (!hasErrors(found)) into.push(...refusals(analysis, pipeline, source));
  return analysis;
}

function refusals(analysis: Analysis, pipeline: ResolvedPipeline, source: SqlSource): FileDiagnostic[] {
  const verdict = analysis.engines[pipeline.engine];
  if (verdict.ok) return [];
  const reasons = 'reasons' in verdict ? verdict.reasons : [];
  if (reasons.length > 0)
    return reasons.map((reason) => inFile({ ...reason, severity: 'error' }, source, pipeline.key));
  const name = pipeline.engine[0]?.toUpperCase() + pipeline.engine.slice(1);
  const others = (['embedded', 'flink', 'spark'] as const).filter((one) => analysis.engines[one].ok);
  return [
    source.source.diagnostic({
      ...source.range,
      code: 'engine_unsupported',
      message: `${name} cannot run this query yet.${others.length > 0 ? ` Set "engine: ${others[0]}", which can.` : ''}`,
      pipeline: pipeline.key,
    }),
  ];
}

function inFile(diagnostic: Diagnostic, source: SqlSource, pipeline: string): FileDiagnostic {
  const range = source.toFile({ start: diagnostic.range.start, end: diagnostic.range.end });
  return source.source.diagnostic({
    ...range,
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    pipeline,
    fixes: (diagnostic.fixes ?? []).flatMap((fix) => fixInFile(fix, source)),
  });
}

/** A fix as edits of the file that holds the SQL; left out when a Python file cannot take it. */
function fixInFile(fix: Fix, source: SqlSource): FileFix[] {
  const config = fix.config ? { config: { ...fix.config } } : {};
  if (fix.edits.length === 0) return [{ title: fix.title, edits: [], ...config }];
  if (source.language === 'sql') {
    const edits = fix.edits.map((edit) => ({
      file: source.file,
      ...source.toFile(edit.range),
      newText: edit.newText,
    }));
    return [{ title: fix.title, edits, ...config }];
  }
  try {
    const text = withSql(source, applyEdits(source.sql, fix.edits));
    return [{ title: fix.title, edits: [difference(source.source, text)], ...config }];
  } catch (error) {
    if (error instanceof PythonProblem) return [];
    throw error;
  }
}

function difference(
  source: SourceFile,
  text: string,
): { file: string; start: number; end: number; newText: string } {
  const old = source.text;
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let tail = 0;
  while (
    tail < old.length - start &&
    tail < text.length - start &&
    old[old.length - 1 - tail] === text[text.length - 1 - tail]
  )
    tail++;
  return { file: source.path, start, end: old.length - tail, newText: text.slice(start, text.length - tail) };
}
