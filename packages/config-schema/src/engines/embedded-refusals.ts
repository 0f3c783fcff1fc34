import { isPenstockError } from '@penstock/common';
import { analyze, type Column, type Diagnostic, emitDuckDb, unsupportedType } from '@penstock/flink-sql';
import type { ResolvedPipeline } from '../resolve/resolved';
import { icebergType } from './iceberg-type';
import { unreadableFromJson } from './json-types';

/** Where nothing in the SQL is to blame. */
const START = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
/** Names do not matter here: only whether there is an answer. */
const probe = { source: 'source', rowOrdinal: 'record', now: '2001-02-03T04:05:06.789Z' };

/**
 * Every reason why the embedded engine will not run the pipeline, with its place in the SQL where there is one. Pure, so
 * that the plan of a deploy gives the runner's own answer before anything is touched.
 */
export function embeddedRefusals(pipeline: ResolvedPipeline): Diagnostic[] {
  const { source, sink } = pipeline;
  const reasons = [
    ...(sink.type === 'iceberg'
      ? []
      : [`The embedded engine writes Iceberg tables only, not ${sink.type}, so far.`]),
    ...(pipeline.inputs.length === 0
      ? []
      : [
          'The embedded engine does not join other topics. Flink does, but Penstock does not run pipelines on Flink yet: read one topic in each pipeline.',
        ]),
    ...source.columns.flatMap((column) => named(column, unreadableFromJson(column.type))),
    ...columnProblems(source.columns),
    ...columnProblems(sink.columns),
    ...sink.columns.flatMap((column) => named(column, unstorable(column))),
  ];
  return [
    ...[...new Set(reasons)].map(
      (message): Diagnostic => ({ code: 'embedded_unsupported', severity: 'error', message, range: START }),
    ),
    ...sqlProblems(pipeline),
  ];
}

function named(column: Column, reason: string | null): string[] {
  return reason === null ? [] : [`${column.name}: ${reason}`];
}

function columnProblems(columns: readonly Column[]): string[] {
  const names = columns.map((column) => column.name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  const ambiguous =
    twice === undefined
      ? []
      : [
          `Two columns are named "${twice}" apart from upper and lower case, which the embedded engine cannot tell apart.`,
        ];
  const unsupported = columns.flatMap((column) => {
    const reason = unsupportedType(column.type);
    return reason === null
      ? []
      : [
          `${column.name}: the embedded engine does not support ${reason}. Flink does, but Penstock does not run pipelines on Flink yet: give the column another type.`,
        ];
  });
  return [...ambiguous, ...unsupported];
}

function unstorable(column: Column): string | null {
  if (unsupportedType(column.type) !== null) return null;
  try {
    icebergType(column.type, () => 0);
    return null;
  } catch (error) {
    if (isPenstockError(error) && error.code === 'refused') return error.message;
    throw error;
  }
}

function sqlProblems({
  transformer,
  source,
  inputs,
  sink,
  flinkVersion,
  timeZone,
}: ResolvedPipeline): Diagnostic[] {
  if (transformer === null) return [];
  const analysis = analyze(transformer.sql, {
    source,
    inputs: Object.fromEntries(inputs.map((input) => [input.key, input.source])),
    sink: sink.columns,
    flinkVersion,
    timeZone,
  });
  const emitted = emitDuckDb(analysis, { ...probe, sink: sink.columns });
  return emitted.ok ? [] : [...emitted.diagnostics];
}
