import { isPenstockError } from '@penstock/common';
import type { TableSummary, TablesAnswer, TableWriter } from '../../../contracts/table-api';
import { deploymentOfKey, reservedProperties } from '../../commit/position-property';
import type { CatalogContext } from '../../context';
import type { TableIdent } from '../../identifiers';
import { summaryOf } from '../../inspect/newest-files';
import { type JsonObject, longAt, objectsAt } from '../../json/json-object';
import { mainSnapshotId, snapshotById } from '../../metadata/ancestry';
import { reading } from '../../store/database';
import { findCurrent } from '../../tables/current-table';
import { knownTables } from '../known-tables';
import { type LiveFiles, liveFiles } from './live-files';
import { pipelinesOf, writersOf } from './writers';

/** Every table of the warehouse, from metadata alone. One whose metadata cannot be read is listed with the reason. */
export async function tableList(context: CatalogContext): Promise<TablesAnswer> {
  const tables: TableSummary[] = [];
  for (const { ident, uuid } of await knownTables(context)) {
    const summary = await summaryOfTable(context, ident, uuid);
    if (summary !== null) tables.push(summary);
  }
  return { tables };
}

async function summaryOfTable(
  context: CatalogContext,
  ident: TableIdent,
  uuid: string,
): Promise<TableSummary | null> {
  try {
    const current = await findCurrent(context, ident);
    if (current === null) return null;
    const { metadata } = current.file;
    return await summarize(context, ident, { uuid: current.row.uuid, metadata }, () =>
      liveFiles(context, metadata),
    );
  } catch (error) {
    const problem = isPenstockError(error) ? error.message : 'Its metadata cannot be read.';
    return { ...unknown, uuid, namespace: [...ident.namespace], table: ident.name, problem };
  }
}

const unknown = {
  ...{ rows: null, bytes: null, files: null, snapshots: 0, lastCommitAt: null },
  writers: [] as TableWriter[],
};

/** `live` is asked only when the newest snapshot's summary does not tell the size. */
export async function summarize(
  context: CatalogContext,
  ident: TableIdent,
  { uuid, metadata }: { uuid: string; metadata: JsonObject },
  live: () => Promise<LiveFiles | null>,
): Promise<TableSummary> {
  const snapshots = objectsAt(metadata, 'snapshots');
  const mainId = mainSnapshotId(metadata);
  const main = mainId === null ? undefined : snapshotById(metadata, mainId);
  const total = (key: string) => (main === undefined ? '0' : summaryOf(main, key));
  return {
    uuid,
    namespace: [...ident.namespace],
    table: ident.name,
    rows: total('total-records'),
    bytes: total('total-files-size') ?? (await live())?.bytes.toString() ?? null,
    files: total('total-data-files'),
    snapshots: snapshots.length,
    lastCommitAt: new Date(Number(longAt(metadata, 'last-updated-ms'))).toISOString(),
    writers: await tableWriters(context, uuid, metadata, snapshots),
    problem: null,
  };
}

/** Pipelines by the positions that the table carries; others by its newest snapshots. */
async function tableWriters(
  context: CatalogContext,
  uuid: string,
  metadata: JsonObject,
  snapshots: readonly JsonObject[],
): Promise<TableWriter[]> {
  const deployments = [...reservedProperties(metadata).keys()].flatMap((key) => deploymentOfKey(key) ?? []);
  const newest = snapshots.slice(-20).map((snapshot) => longAt(snapshot, 'snapshot-id').toString());
  return reading(async () => {
    const pipelines = [...(await pipelinesOf(context.pool, deployments)).values()];
    const written = await writersOf(context.pool, uuid, newest);
    const outside = newest
      .map((id): TableWriter => written.get(id) ?? { kind: 'outside', name: null })
      .filter((writer) => writer.kind === 'outside');
    const names = new Map(outside.map((writer) => [writer.name, writer]));
    return [...pipelines, ...names.values()];
  });
}
