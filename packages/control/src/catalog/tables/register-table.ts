import type { Principal } from '../auth/principal';
import { printPrincipal } from '../auth/principal';
import { checkLeases } from '../commit/fence';
import { guardDrop, guardRegister } from '../commit/guard';
import type { CatalogContext } from '../context';
import { alreadyExists, badRequest } from '../errors';
import type { MetadataFile } from '../files/metadata-files';
import type { Handler } from '../http/types';
import { checkedName, namespaceFromText, printTable, type TableIdent } from '../identifiers';
import { stringAt } from '../json/json-object';
import { appendCommit, nextLineage } from '../log/commit-log';
import { inTransaction, type Queryable, reading } from '../store/database';
import { requireNamespace } from '../store/namespaces';
import { deleteTable, findTable, insertTable, lockTables } from '../store/tables';
import { readCurrent } from './current-table';
import { tableResponse } from './handlers';
import { readRegistered } from './registered-metadata';

/**
 * Puts a table into the catalog by its metadata file, which has to lie in the warehouse like every table's. With
 * `overwrite` the name's present table makes room for it; its files stay.
 */
export const registerTable: Handler = async ({ context, principal, params, body }) => {
  const request = body();
  const namespace = namespaceFromText(params.namespace ?? '');
  const ident = { namespace, name: checkedName(stringAt(request, 'name'), 'table name') };
  const location = stringAt(request, 'metadata-location');
  const { overwrite = false } = request;
  if (typeof overwrite !== 'boolean') throw badRequest('Cannot parse overwrite: true or false is needed');
  await reading(async () => {
    await requireNamespace(context.pool, namespace);
    if (!overwrite && (await findTable(context.pool, ident)) !== null) throw taken(ident);
  });
  const file = await readRegistered(context, location);
  guardRegister(ident, file.metadata, principal);
  await inTransaction(context.pool, async (db) => {
    await checkLeases(db, principal, []);
    await makeRoom(context, db, ident, overwrite);
    await insertRegistered(db, ident, file, principal);
  });
  return tableResponse(context.metadataFiles.remember(file));
};

const taken = (ident: TableIdent) => alreadyExists(`Table already exists: ${printTable(ident)}`);

async function makeRoom(
  context: CatalogContext,
  db: Queryable,
  ident: TableIdent,
  overwrite: boolean,
): Promise<void> {
  const found = await findTable(db, ident);
  if (found === null) return;
  if (!overwrite) throw taken(ident);
  const row = (await lockTables(db, [found.uuid])).get(found.uuid);
  if (row === undefined) return;
  guardDrop(ident, (await readCurrent(context, row)).file.metadata);
  await deleteTable(db, row.uuid);
}

async function insertRegistered(
  db: Queryable,
  ident: TableIdent,
  file: MetadataFile,
  principal: Principal,
): Promise<void> {
  const uuid = stringAt(file.metadata, 'table-uuid').toLowerCase();
  const createdBy = printPrincipal(principal);
  const lineage = await nextLineage(db, uuid);
  await insertTable(db, {
    uuid,
    ident,
    location: stringAt(file.metadata, 'location'),
    metadataLocation: file.location,
    createdBy,
    lineage,
  });
  await appendCommit(db, {
    ...{ tableUuid: uuid, deploymentId: null, epoch: null, seq: null, commitId: null, snapshotId: null },
    ...{ lineage, principal: createdBy, metadataLocation: file.location },
  });
}
