import { isPenstockError, PenstockError } from '@penstock/common';
import { icebergType, type ResolvedSink, sameIcebergType } from '@penstock/config-schema';
import { type Column, formatType } from '@penstock/flink-sql';
import { RestClient } from './rest-client';
import { readTableState, type TableState } from './table-state';

/** Set on tables that Penstock makes: the catalog keeps every commit's metadata small. */
const OWN_PROPERTIES = {
  'write.metadata.delete-after-commit.enabled': 'true',
  'write.metadata.previous-versions-max': '20',
  'write.parquet.compression-codec': 'zstd',
};

export async function loadTable(
  client: RestClient,
  sink: Pick<ResolvedSink, 'namespace' | 'table'>,
): Promise<TableState | null> {
  try {
    return readTableState(await client.get(RestClient.tablePath(sink.namespace, sink.table)));
  } catch (error) {
    if (isPenstockError(error) && error.code === 'not_found') return null;
    throw error;
  }
}

/**
 * The table with at least the sink's columns: made when it is missing, new columns added as nullable, never narrowed.
 * Throws `blocked` when a column of the table has another type than the sink's.
 */
export async function ensureTable(client: RestClient, sink: ResolvedSink): Promise<TableState> {
  const table = (await loadTable(client, sink)) ?? (await createTable(client, sink));
  const missing = sink.columns.filter((column) => !hasColumn(table, column, sink));
  if (missing.length === 0) return table;
  await addColumns(client, sink, table, missing);
  const widened = await loadTable(client, sink);
  if (widened === null)
    throw new PenstockError('unavailable', `The table ${sink.table} disappeared while columns were added.`);
  return widened;
}

async function createTable(client: RestClient, sink: ResolvedSink): Promise<TableState> {
  await ignoring('conflict', client.post('/v1/namespaces', { namespace: sink.namespace, properties: {} }));
  let last = sink.columns.length;
  const fields = sink.columns.map((column, i) => ({
    id: i + 1,
    name: column.name,
    required: false,
    type: icebergType(column.type, () => ++last),
  }));
  const request = {
    name: sink.table,
    schema: { type: 'struct', 'schema-id': 0, fields },
    'partition-spec': { 'spec-id': 0, fields: partitionFields(sink) },
    properties: { ...OWN_PROPERTIES, ...sink.properties },
  };
  await ignoring('conflict', client.post(RestClient.tablePath(sink.namespace), request));
  const table = await loadTable(client, sink);
  if (table === null)
    throw new PenstockError('unavailable', `The table ${sink.table} was made but cannot be loaded.`);
  return table;
}

function partitionFields(sink: ResolvedSink) {
  return sink.partitionBy.map((field, i) => ({
    'source-id': sink.columns.findIndex((column) => column.name === field.column) + 1,
    'field-id': 1000 + i,
    transform: field.parameter === null ? field.transform : `${field.transform}[${field.parameter}]`,
    name: field.transform === 'identity' ? field.column : `${field.column}_${field.transform}`,
  }));
}

function hasColumn(table: TableState, column: Column, sink: ResolvedSink): boolean {
  const known = table.columns.find((c) => c.name === column.name);
  if (known === undefined) return false;
  const wanted = icebergType(column.type, () => 0);
  if (sameIcebergType(known.type, wanted)) return true;
  throw new PenstockError(
    'blocked',
    `The column "${column.name}" of table ${sink.table} is ${JSON.stringify(known.type)}, the pipeline writes ${formatType(column.type)}. Give the column another name, or cast it in the SQL.`,
    { details: { reason: 'column_type', column: column.name } },
  );
}

async function addColumns(
  client: RestClient,
  sink: ResolvedSink,
  table: TableState,
  missing: Column[],
): Promise<void> {
  let last = table.lastColumnId;
  const added = missing.map((column) => {
    const id = ++last;
    return { id, name: column.name, required: false, type: icebergType(column.type, () => ++last) };
  });
  const current = await client.get(RestClient.tablePath(sink.namespace, sink.table));
  const fields = rawFields(current, table.schemaId);
  await client.post(RestClient.tablePath(sink.namespace, sink.table), {
    requirements: [
      { type: 'assert-table-uuid', uuid: table.uuid },
      { type: 'assert-current-schema-id', 'current-schema-id': table.schemaId },
      { type: 'assert-last-assigned-field-id', 'last-assigned-field-id': table.lastColumnId },
    ],
    updates: [
      {
        action: 'add-schema',
        schema: { type: 'struct', fields: [...fields, ...added] },
        'last-column-id': last,
      },
      { action: 'set-current-schema', 'schema-id': -1 },
    ],
  });
}

function rawFields(answer: Awaited<ReturnType<RestClient['get']>>, schemaId: number): unknown[] {
  const metadata = answer.metadata as
    | { schemas?: { 'schema-id'?: unknown; fields?: unknown[] }[] }
    | undefined;
  return metadata?.schemas?.find((s) => Number(s['schema-id']) === schemaId)?.fields ?? [];
}

async function ignoring(code: string, promise: Promise<unknown>): Promise<void> {
  try {
    await promise;
  } catch (error) {
    if (!(isPenstockError(error) && error.code === code)) throw error;
  }
}
