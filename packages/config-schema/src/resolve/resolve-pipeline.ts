import { type FileDiagnostic, hasErrors, type Range } from '../diagnostics/file-diagnostic';
import type { ProjectFiles } from '../project-files';
import type { TopicEntry } from '../schema/topics';
import { substituteTree } from '../values/variables';
import { pairOf, type YamlNode, type YamlPair } from '../yaml/tree';
import { analyzePipeline } from './analyze-pipeline';
import { resolveInputs } from './inputs';
import { checkNames } from './names';
import { readEntry } from './read-entry';
import type { TopicsFile } from './read-topics';
import type { Registrations } from './registrations';
import { type Report, reporter } from './report';
import type { PipelinePositions, ResolvedPipeline } from './resolved';
import type { Settings } from './settings';
import { rangeOf, resolveSink, type SinkPart } from './sink';
import { resolveSource, type SourcePart } from './source';
import { resolveTransformer } from './transformer';

export type Context = {
  files: ProjectFiles;
  topics: TopicsFile;
  settings: Settings;
  registrations: Registrations;
};

export type PipelineResult = { pipeline: ResolvedPipeline; diagnostics: FileDiagnostic[] };

/** One entry with defaults, variables and its transformer; `diagnostics` are this pipeline's alone. */
export function resolvePipeline(pair: YamlPair, context: Context): PipelineResult {
  const { topics, settings } = context;
  const key = pair.key.text;
  const diagnostics = topics.diagnostics.filter((one) => one.pipeline === key);
  const report = reporter(topics.source, key, diagnostics);
  const node = substituteTree(pair.value, settings.variables, (problem) =>
    report(problem, problem.code, problem.message),
  );
  const entry = readEntry(node, topics.source, key, diagnostics);
  const source = resolveSource(entry, node, pair.key, report);
  const sink = resolveSink(entry, node, pair.key, settings, report);
  const kafkaTopic = entry.topic ?? key;
  checkNames(key, pair.key, kafkaTopic, pairOf(node, 'topic')?.value ?? pair.key, report);
  const { transformer, sqlSource } = resolveTransformer(
    entry.transformation,
    node,
    pair.key,
    key,
    context,
    report,
    diagnostics,
  );
  const pipeline: ResolvedPipeline = {
    ...basics(key, entry, node, settings, report),
    kafkaTopic,
    source: source.source,
    inputs: resolveInputs(entry.inputs ?? [], node, key, context, report),
    transformer,
    sink: sink.sink,
    positions: positionsOf(pair, node, source, sink),
    valid: false,
    analysis: null,
  };
  if (sqlSource && source.list.complete) {
    pipeline.analysis = analyzePipeline(pipeline, sqlSource, sink.list.complete, diagnostics);
  }
  pipeline.valid = !hasErrors(diagnostics) && !settings.broken;
  return { pipeline, diagnostics };
}

type Basics = Omit<
  ResolvedPipeline,
  'kafkaTopic' | 'source' | 'inputs' | 'transformer' | 'sink' | 'positions' | 'valid' | 'analysis'
>;

function basics(
  key: string,
  entry: Partial<TopicEntry>,
  node: YamlNode,
  settings: Settings,
  report: Report,
): Basics {
  const { defaults, environment } = settings;
  const engine = entry.engine ?? environment.engine ?? defaults.engine ?? 'embedded';
  const scanMode = entry.scan_mode ?? defaults.scan_mode ?? 'earliest-offset';
  if (scanMode === 'timestamp' && entry.scan_timestamp === undefined && !pairOf(node, 'scan_timestamp')) {
    const place: Range = pairOf(node, 'scan_mode')?.value ?? node;
    report(
      place,
      'scan_timestamp',
      'scan_mode: timestamp needs "scan_timestamp", such as 2026-11-20T10:00:00Z.',
    );
  }
  const connection = entry.connection ?? environment.connection ?? defaults.connection ?? 'default';
  return {
    key,
    description: entry.description ?? null,
    enabled: entry.enabled ?? true,
    connection: Object.hasOwn(environment.connections, connection)
      ? (environment.connections[connection] ?? connection)
      : connection,
    groupId: entry.kafka_group_id ?? `penstock-${key}`,
    scanMode,
    scanTimestampMs: scanMode === 'timestamp' ? (entry.scan_timestamp ?? null) : null,
    format: entry.format ?? defaults.format ?? 'json',
    // Only the embedded engine keeps the bytes of every record it sets aside; elsewhere stopping loses nothing.
    onError: entry.on_error ?? defaults.on_error ?? (engine === 'embedded' ? 'quarantine' : 'fail'),
    engine,
    flinkVersion: settings.flinkVersion,
    timeZone: settings.timeZone,
    parallelism: entry.parallelism ?? defaults.parallelism ?? 1,
    memoryMb: entry.memory ?? defaults.memory ?? null,
    checkpointIntervalMs: entry.checkpoint_interval ?? defaults.checkpoint_interval ?? 10_000,
    batchSize: entry.batch_size ?? defaults.batch_size ?? null,
  };
}

function positionsOf(pair: YamlPair, node: YamlNode, source: SourcePart, sink: SinkPart): PipelinePositions {
  const end = pair.alias ? pair.alias.end : Math.max(pair.value.end, pair.key.end);
  return {
    entry: { start: pair.key.start, end },
    key: { start: pair.key.start, end: pair.key.end },
    sourceSchema: rangeOf(source.schemaNode),
    sourceColumns: source.list.positions,
    sink: sink.range,
    sinkSchema: sink.schemaRange,
    sinkColumns: sink.list.positions,
    transformation: rangeOf(pairOf(node, 'transformation')?.value),
    tableName: sink.tableRange,
  };
}
