import { fileURLToPath } from 'node:url';
import { type NewestFiles, newestFiles, tableState } from '@penstock/control/catalog';
import {
  serverRoutes,
  type TableRowsAnswer,
  tableRowsRequestSchema,
  tableStateRequestSchema,
} from '@penstock/control/server-api';
import type { RegisterFeature } from '../feature';
import { RowReader } from './row-reader';

/** Beside the server's bundle (scripts/lib/bundles.mjs). */
const childScript = fileURLToPath(new URL('./table-reader.mjs', import.meta.url));

/** Newest rows and state of a table of the catalog, for the screens. */
export const registerTables: RegisterFeature = (router, { catalog }) => {
  const { context } = catalog;
  const reader = new RowReader(childScript, context.warehouse.root);
  router.add(serverRoutes.tableRows, tableRowsRequestSchema, async ({ namespace, table, limit }) => {
    const newest = await newestFiles(context, { namespace, name: table }, limit);
    if (newest === null) return noTable;
    return answerOf(newest, await readNewest(reader, newest, limit));
  });
  router.add(serverRoutes.tableState, tableStateRequestSchema, ({ namespace, table, deploymentId }) =>
    tableState(context, { namespace, name: table }, deploymentId),
  );
  return { close: async () => reader.close() };
};

const noTable: TableRowsAnswer = {
  exists: false,
  columns: [],
  rows: [],
  snapshotId: null,
  totalRecords: null,
};

async function readNewest(reader: RowReader, newest: NewestFiles, limit: number): Promise<string[]> {
  if (newest.files.length === 0) return [];
  return reader.read({
    columns: newest.columns,
    files: newest.files,
    positionDeletes: newest.positionDeletes,
    limit,
  });
}

function answerOf(newest: NewestFiles, rows: string[]): TableRowsAnswer {
  const { snapshotId, totalRecords } = newest;
  return {
    exists: true,
    columns: newest.columns.map(({ name, type }) => ({ name, type })),
    rows,
    snapshotId,
    totalRecords,
  };
}
