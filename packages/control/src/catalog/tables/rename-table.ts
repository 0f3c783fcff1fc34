import { checkLeases } from '../commit/fence';
import { guardMove } from '../commit/guard';
import { parseIdent } from '../commit/parse-change';
import { noContent } from '../http/responses';
import type { Handler } from '../http/types';
import { asObject } from '../json/json-object';
import { inTransaction } from '../store/database';
import { renameRow } from '../store/tables';
import { readCurrent } from './current-table';
import { lockByName } from './lock-by-name';

/**
 * Gives a table another name, in another namespace too. Its files stay where they are, and a commit that was prepared
 * under the old name still lands on the same table.
 */
export const renameTable: Handler = async ({ context, principal, body }) => {
  const request = body();
  const source = parseIdent(asObject(request.source, 'source'), 'source');
  const destination = parseIdent(asObject(request.destination, 'destination'), 'destination');
  await inTransaction(context.pool, async (db) => {
    const row = await lockByName(db, source);
    await checkLeases(db, principal, []);
    guardMove(source, (await readCurrent(context, row)).file.metadata);
    await renameRow(db, row.uuid, destination);
  });
  return noContent();
};
