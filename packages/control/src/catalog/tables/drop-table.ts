import { rm } from 'node:fs/promises';
import { checkLeases } from '../commit/fence';
import { guardDrop } from '../commit/guard';
import type { CatalogContext } from '../context';
import { noContent } from '../http/responses';
import type { Handler } from '../http/types';
import { inTransaction } from '../store/database';
import { deleteTable } from '../store/tables';
import { readCurrent } from './current-table';
import { tableOf } from './handlers';
import { lockByName } from './lock-by-name';

/** Drops a table; with `purgeRequested=true` its files go too, after the row is gone. */
export const dropTable: Handler = async (call) => {
  const { context, principal } = call;
  const ident = tableOf(call);
  const location = await inTransaction(context.pool, async (db) => {
    const row = await lockByName(db, ident);
    await checkLeases(db, principal, []);
    guardDrop(ident, (await readCurrent(context, row)).file.metadata);
    await deleteTable(db, row.uuid);
    return row.location;
  });
  if (call.query.get('purgeRequested')?.toLowerCase() === 'true') await purge(context, location);
  return noContent();
};

/** No other table has files there: locations never overlap. */
async function purge(context: CatalogContext, location: string): Promise<void> {
  const path = context.warehouse.pathOf(location);
  if (path === null || !(await context.warehouse.holds(path))) return;
  await rm(path, { recursive: true, force: true });
  context.directories.forget(path);
}
