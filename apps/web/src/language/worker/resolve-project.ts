import {
  entryText,
  type FileDiagnostic,
  type ResolvedPipeline,
  type ResolvedProject,
  resolve,
  topicsPath,
} from '@penstock/config-schema';
import { type Analysis, formatType } from '@penstock/flink-sql';
import type {
  EngineView,
  EnvironmentView,
  LineageView,
  PipelineModel,
  ResolvedView,
  SqlView,
} from '../protocol';
import { authoredColumns, eventTimeView } from './columns-view';
import { sinkColumns } from './sink-columns';
import { queryDiagnostics, sqlProblems } from './sql-problems';

export type Project = {
  files: Record<string, string>;
  pipeline(key: string): ResolvedPipeline | undefined;
  /** Problems of one pipeline, in files and SQL, in the order the screen shows them. */
  diagnostics(key: string): FileDiagnostic[];
  view(key: string | null): ResolvedView;
};

/** The draft's files, resolved once for all questions about them. */
export function resolveProject(files: Record<string, string>, environment: EnvironmentView): Project {
  const { name, variables } = environment;
  const resolved: ResolvedProject = resolve(files, { environment: name, variables: { ...variables } });
  const project: Project = {
    files,
    pipeline: (key) => resolved.pipelines.find((one) => one.key === key),
    diagnostics: (key) => bySeverity(resolved.diagnostics.filter((one) => one.pipeline === key)),
    view: (key) => ({
      model: key === null ? null : pipelineModel(project, key),
      keys: resolved.pipelines.map((one) => one.key),
      projectDiagnostics: resolved.diagnostics.filter((one) => one.pipeline === undefined),
    }),
  };
  return project;
}

const ORDER = { error: 0, warning: 1, info: 2 } as const;

function bySeverity(diagnostics: FileDiagnostic[]): FileDiagnostic[] {
  return [...diagnostics].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

function pipelineModel(project: Project, key: string): PipelineModel | null {
  const pipeline = project.pipeline(key);
  if (pipeline === undefined) return null;
  const topics = project.files[topicsPath] ?? '';
  const diagnostics = project.diagnostics(key);
  const { analysis, sink, positions, transformer } = pipeline;
  return {
    key,
    enabled: pipeline.enabled,
    kafkaTopic: pipeline.kafkaTopic,
    connection: pipeline.connection,
    format: pipeline.format,
    source: authoredColumns(topics, positions.sourceColumns),
    eventTime: eventTimeView(pipeline.source),
    sql: sqlView(pipeline),
    output: analysis === null ? null : lineage(analysis),
    table: {
      name: sink.table,
      type: sink.type,
      columns: sinkColumns(
        authoredColumns(topics, positions.sinkColumns),
        sink.columns,
        analysis?.output ?? null,
        analysis?.diagnostics ?? [],
        pipeline.timeZone,
      ),
    },
    engines: analysis === null ? [] : engineViews(analysis),
    entry: entryText(project.files, key)?.text ?? null,
    sqlProblems:
      transformer === null || analysis === null
        ? []
        : sqlProblems(queryDiagnostics(analysis, pipeline), diagnostics, transformer.file),
    diagnostics,
  };
}

function sqlView({ transformer }: ResolvedPipeline): SqlView | null {
  if (transformer === null) return null;
  return {
    file: transformer.file,
    text: transformer.sql,
    editable: true,
    transformer: transformer.name,
    sharedWith: transformer.sharedWith,
  };
}

function lineage(analysis: Analysis): LineageView[] | null {
  if (analysis.output === null) return null;
  return analysis.output.map((column, at) => ({
    name: column.name,
    type: formatType(column.type),
    sources: [...(analysis.columnOrigins[at]?.sources ?? [])],
  }));
}

function engineViews(analysis: Analysis): EngineView[] {
  const { embedded, flink } = analysis.engines;
  const broken = analysis.diagnostics.some((one) => one.severity === 'error');
  const refusal = embedded.ok
    ? null
    : (embedded.reasons.find((one) => one.severity === 'error') ?? embedded.reasons[0]);
  return [
    { name: 'Built-in', ok: broken ? null : embedded.ok, reason: refusal?.message ?? null },
    { name: 'Flink', ok: broken ? null : flink.ok, reason: null },
  ];
}
