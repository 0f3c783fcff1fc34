import type { Range } from '../diagnostics/file-diagnostic';
import type { TopicEntry } from '../schema/topics';
import { pairOf, type YamlNode } from '../yaml/tree';
import { type ColumnList, readColumns } from './columns';
import { isTableName } from './names';
import { readPartitionBy } from './partition-by';
import type { Report } from './report';
import type { ResolvedSink } from './resolved';
import type { Settings } from './settings';

/** Tables of projects that set no namespace; fixed, so that renaming a project never moves its tables. */
export const defaultNamespace = ['penstock'];

export type SinkPart = {
  sink: ResolvedSink;
  list: ColumnList;
  range: Range | null;
  schemaRange: Range | null;
  tableRange: Range | null;
};

/** The sink of an entry. A dotted `table_name` carries its namespace. */
export function resolveSink(
  entry: Partial<TopicEntry>,
  node: YamlNode,
  key: Range,
  settings: Settings,
  report: Report,
): SinkPart {
  const authored = entry.sink ?? {};
  const pair = pairOf(node, 'sink');
  const place: Range = pair?.key ?? key;
  const tableNode = pairOf(pair?.value, 'table_name')?.value;
  const tablePlace: Range = tableNode ?? place;
  const schemaNode = pairOf(pair?.value, 'schema')?.value;
  const list = readColumns(schemaNode, report);
  const names = (authored.table_name ?? '').split('.');
  const table = names.pop() ?? '';
  const namespace =
    names.length > 0 ? names : (authored.namespace ?? settings.defaults.sink?.namespace ?? defaultNamespace);
  if (!pair)
    report(
      key,
      'config_missing',
      '"sink" is missing: it says which table is written, with "table_name" and "schema".',
    );
  else if (pair.value.kind === 'map') {
    if (!tableNode) report(place, 'config_missing', '"table_name" is missing: the table that is written.');
    else if (authored.table_name !== undefined && ![...namespace, table].every(isTableName)) {
      report(
        tablePlace,
        'table_name',
        `"${authored.table_name.slice(0, 60)}" cannot name a table. Use letters, digits, "_" and "-".`,
      );
    }
    checkSchema(schemaNode, list, place, report);
  }
  const type = authored.type ?? settings.defaults.sink?.type ?? 'iceberg';
  const partitionPlace: Range = pairOf(pair?.value, 'partition_by')?.value ?? place;
  const sink: ResolvedSink = {
    type,
    namespace,
    table,
    path:
      type === 'parquet'
        ? parquetPath(
            authored.path ?? settings.defaults.sink?.path,
            table,
            pairOf(pair?.value, 'path')?.value ?? place,
            report,
          )
        : null,
    columns: list.columns,
    partitionBy: readPartitionBy(
      authored.partition_by ?? [],
      list.columns.map((column) => column.name),
      partitionPlace,
      report,
    ),
    properties: { ...settings.defaults.sink?.properties, ...authored.properties },
  };
  return {
    sink,
    list,
    range: pair ? span(pair.key, pair.value) : null,
    schemaRange: rangeOf(schemaNode),
    tableRange: rangeOf(tableNode),
  };
}

function checkSchema(node: YamlNode | undefined, list: ColumnList, place: Range, report: Report): void {
  if (!node)
    report(
      place,
      'config_missing',
      '"schema" is missing: the columns of the table. "Take columns from the query" fills it in.',
    );
  else if (node.kind !== 'scalar' && list.positions.length === 0)
    report(place, 'columns_empty', 'The table has no columns. List at least one under "schema".');
}

/** A relative folder, or an object store address; never a way out of the warehouse or onto the machine's disk. */
function parquetPath(path: string | undefined, table: string, place: Range, report: Report): string {
  if (path === undefined) return table;
  const isStore = /^(?:s3|s3a|gs|abfss|hdfs):\/\/[^\s?#]+$/.test(path);
  const isRelative = /^[\w.=-]+(?:\/[\w.=-]+)*\/?$/.test(path) && !path.split('/').includes('..');
  if ((!isStore && !isRelative) || path.split('/').includes('..')) {
    report(
      place,
      'sink_path',
      'The path must be a folder below the warehouse such as "exports/orders", or an address such as s3://bucket/folder.',
    );
  }
  return path;
}

export function rangeOf(node: YamlNode | undefined): Range | null {
  return node ? { start: node.start, end: node.end } : null;
}

function span(from: Range, to: Range): Range {
  return { start: from.start, end: Math.max(from.end, to.end) };
}
