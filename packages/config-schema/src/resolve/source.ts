import { analyze, quoteFlinkIdentifierIfNeeded } from '@penstock/flink-sql';
import type { Range } from '../diagnostics/file-diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { TopicEntry } from '../schema/topics';
import { formatDuration } from '../values/duration';
import { pairOf, type YamlNode, YamlScalar } from '../yaml/tree';
import { type ColumnList, readColumns } from './columns';
import type { Report } from './report';
import type { ResolvedEventTime, ResolvedSource } from './resolved';

/** Name of a computed time attribute that the entry does not name itself. */
export const defaultEventTimeName = 'event_time';

export type SourcePart = { source: ResolvedSource; list: ColumnList; schemaNode: YamlNode | undefined };

export function resolveSource(
  entry: Partial<TopicEntry>,
  node: YamlNode,
  key: Range & { text: string },
  report: Report,
): SourcePart {
  const pair = pairOf(node, 'source_schema');
  const list = readColumns(pair?.value, report);
  if (node.kind === 'map' && !pair)
    report(key, 'config_missing', '"source_schema" is missing: the fields of the messages.');
  else if (pair && pair.value.kind !== 'scalar' && list.positions.length === 0) {
    report(pair.key, 'columns_empty', 'The source has no columns. List at least one under "source_schema".');
  }
  const source: ResolvedSource = { name: key.text, columns: list.columns };
  const authored = entry.event_time;
  if (!authored) return { source, list, schemaNode: pair?.value };
  const place = pairOf(node, 'event_time')?.value ?? node;
  const eventTime = resolveEventTime(authored, list, place, report);
  if (eventTime && authored.expression !== undefined && list.complete)
    checkExpression(authored.expression, source, place, report);
  return { source: eventTime ? { ...source, eventTime } : source, list, schemaNode: pair?.value };
}

/** The expression must give a timestamp; what is wrong in it is shown at its value. */
function checkExpression(expression: string, source: ResolvedSource, place: YamlNode, report: Report): void {
  const node = pairOf(place, 'expression')?.value ?? place;
  const lead = 'SELECT ';
  const analysis = analyze(`${lead}${expression} FROM {source_table}`, { source });
  const problem = analysis.diagnostics.find((one) => one.severity === 'error');
  const type = analysis.output?.length === 1 ? analysis.output[0]?.type : undefined;
  const isTime = (type?.kind === 'TIMESTAMP' || type?.kind === 'TIMESTAMP_LTZ') && type.precision <= 3;
  if (!problem && (isTime || analysis.output === null)) return;
  const isLiteral =
    node instanceof YamlScalar && node.style === 'plain' && node.end - node.start === node.text.length;
  const at = problem ? Math.min(Math.max(problem.range.start - lead.length, 0), expression.length - 1) : 0;
  const end = problem
    ? Math.min(Math.max(problem.range.end - lead.length, at + 1), expression.length)
    : expression.length;
  const range = isLiteral ? { start: node.start + at, end: node.start + end } : node;
  report(
    range,
    'event_time',
    problem
      ? problem.message
      : 'The expression must give one TIMESTAMP(3) or TIMESTAMP_LTZ(3), such as TO_TIMESTAMP_LTZ(timestamp_ms, 3).',
  );
}

/**
 * `column` alone names a source column: a timestamp is used as it is, a BIGINT counts as milliseconds since 1970 and
 * becomes the computed column `event_time`. With `expression`, `column` names the computed column.
 */
function resolveEventTime(
  authored: NonNullable<TopicEntry['event_time']>,
  list: ColumnList,
  place: YamlNode,
  report: Report,
): ResolvedEventTime | null {
  const watermarkDelayMs = authored.watermark_delay ?? 0;
  const watermarkDelay = formatDuration(watermarkDelayMs);
  const { column, expression } = authored;
  const columnPlace: Range = pairOf(place, 'column')?.value ?? place;
  if (expression !== undefined) {
    const columnName = column ?? defaultEventTimeName;
    if (list.columns.some((one) => one.name === columnName)) {
      report(
        columnPlace,
        'event_time',
        `The source already has a column "${columnName}". Give the computed time another name with "column".`,
      );
      return null;
    }
    return { column: columnName, expression, watermarkDelay, watermarkDelayMs };
  }
  if (column === undefined) {
    report(
      place,
      'event_time',
      '"event_time" needs "column" or "expression": where the time of a message is.',
    );
    return null;
  }
  const source = list.columns.find((one) => one.name === column);
  if (!source) {
    const hint = suggest(
      column,
      list.columns.map((one) => one.name),
    );
    report(
      columnPlace,
      'event_time',
      `The source has no column "${column}".${hint ? ` Did you mean "${hint}"?` : ''}`,
    );
    return null;
  }
  if (source.type.kind === 'BIGINT') {
    return {
      column: defaultEventTimeName,
      expression: `TO_TIMESTAMP_LTZ(${quoteFlinkIdentifierIfNeeded(column)}, 3)`,
      watermarkDelay,
      watermarkDelayMs,
    };
  }
  if (
    (source.type.kind === 'TIMESTAMP' || source.type.kind === 'TIMESTAMP_LTZ') &&
    source.type.precision <= 3
  ) {
    return { column, watermarkDelay, watermarkDelayMs };
  }
  report(
    columnPlace,
    'event_time',
    `"${column}" cannot be the event time. It must be TIMESTAMP(3), TIMESTAMP_LTZ(3) or a BIGINT of milliseconds; else use "expression".`,
  );
  return null;
}
