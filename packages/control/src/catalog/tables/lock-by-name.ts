import { noSuchTable } from '../errors';
import { namespaceKey, printTable, type TableIdent } from '../identifiers';
import type { Queryable } from '../store/database';
import { findTable, lockTables, type TableRow } from '../store/tables';

/** The table's row, locked until the transaction ends; 404 when it was dropped or renamed while waiting. */
export async function lockByName(db: Queryable, ident: TableIdent): Promise<TableRow> {
  const found = await findTable(db, ident);
  const row = found === null ? undefined : (await lockTables(db, [found.uuid])).get(found.uuid);
  if (row === undefined || row.name !== ident.name || row.namespace !== namespaceKey(ident.namespace)) {
    throw noSuchTable(printTable(ident));
  }
  return row;
}
