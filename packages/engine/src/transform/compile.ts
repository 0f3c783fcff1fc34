import { PenstockError } from '@penstock/common';
import type { ResolvedPipeline } from '@penstock/config-schema';
import {
  type AnalyzeOptions,
  analyze,
  type BoundQuery,
  type Diagnostic,
  emitDuckDb,
  emitFailingPart,
  type TreeAnalysis,
  WHERE_PART,
} from '@penstock/flink-sql';
import { RECORD_COLUMN } from '../embedded/format/format';
import { SOURCE_RELATION, type TransformProbe, type TransformSql } from './transform-sql';

export type CompileOptions = {
  flinkVersion: '1.20' | '2.x';
  timeZone: string;
  /** ISO instant of CURRENT_TIMESTAMP; default: the present. */
  now?: string;
};

export type Compiled =
  | { ok: true; transform: TransformSql; diagnostics: Diagnostic[] }
  | { ok: false; diagnostics: Diagnostic[] };

/** Two instants that no text shares: SQL that differs between them depends on the present. */
const PROBE_NOW = ['2001-02-03T04:05:06.789Z', '2009-08-07T06:05:04.321Z'] as const;

/** The pipeline's Flink SQL as DuckDB SQL, or every reason why the embedded engine will not run it. Never throws. */
export function tryCompileTransform(pipeline: ResolvedPipeline, options: CompileOptions): Compiled {
  const { transformer, sink } = pipeline;
  if (transformer === null) return { ok: false, diagnostics: [] };
  const analysis = analyze(transformer.sql, analyzeOptions(pipeline, options));
  const target = { source: SOURCE_RELATION, rowOrdinal: RECORD_COLUMN, sink: sink.columns };
  const emit = (now: string) => emitDuckDb(analysis, { ...target, now });
  const now = options.now ?? new Date().toISOString();
  const emitted = emit(now);
  if (!emitted.ok) return { ok: false, diagnostics: emitted.diagnostics };
  const [one, other] = PROBE_NOW.map(emit);
  return {
    ok: true,
    diagnostics: [...analysis.diagnostics],
    transform: {
      select: emitted.sql,
      columns: emitted.columns,
      filterText: filterText(analysis),
      probes: probes(analysis, now),
      failingPart: emitFailingPart(analysis, { ...target, now }),
      dependsOnNow: one?.ok === true && other?.ok === true && one.sql !== other.sql,
    },
  };
}

/** As `tryCompileTransform`. Throws `invalid_version` with the first reason. */
export function compileTransform(pipeline: ResolvedPipeline, options: CompileOptions): TransformSql {
  const compiled = tryCompileTransform(pipeline, options);
  if (compiled.ok) return compiled.transform;
  const [first] = compiled.diagnostics;
  throw new PenstockError(
    'invalid_version',
    first?.message ?? `The pipeline "${pipeline.key}" has no transformer that can be read.`,
    {
      details: { diagnostics: compiled.diagnostics },
    },
  );
}

function analyzeOptions(pipeline: ResolvedPipeline, options: CompileOptions): AnalyzeOptions {
  const { source, sink } = pipeline;
  return {
    source,
    inputs: Object.fromEntries(pipeline.inputs.map((input) => [input.key, input.source])),
    sink: sink.columns,
    flinkVersion: options.flinkVersion,
    timeZone: options.timeZone,
  };
}

function filterText(analysis: TreeAnalysis): string | null {
  const where = analysis.query?.where;
  return where === null || where === undefined ? null : analysis.sql.slice(where.span.start, where.span.end);
}

/** One SELECT per part of the query, to find the part that a record fails in. */
function probes(analysis: TreeAnalysis, now: string): TransformProbe[] {
  const { query, options } = analysis;
  if (query === null) return [];
  const part = (changed: BoundQuery, sink: typeof options.sink) =>
    emitDuckDb(
      { ...analysis, query: changed },
      {
        source: SOURCE_RELATION,
        rowOrdinal: RECORD_COLUMN,
        now,
        ...(sink === undefined ? {} : { sink }),
      },
    );
  const found: TransformProbe[] = [];
  if (query.where !== null) {
    const emitted = part({ ...query, items: [] }, undefined);
    if (emitted.ok)
      found.push({
        part: WHERE_PART,
        select: emitted.sql,
        column: null,
        sqlLine: lineOf(analysis.sql, query.where.span.start),
      });
  }
  query.items.forEach((item, i) => {
    const target = options.sink?.[i];
    const emitted = part(
      { ...query, items: [item], where: null, hasWhere: false },
      target === undefined ? undefined : [target],
    );
    if (emitted.ok)
      found.push({
        part: i,
        select: emitted.sql,
        column: target?.name ?? item.name,
        sqlLine: lineOf(analysis.sql, item.span.start),
      });
  });
  return found;
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
