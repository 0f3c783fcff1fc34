import type { CurrentTable } from '../commit/types';
import type { CatalogContext } from '../context';
import { metadataMissing, noSuchTable } from '../errors';
import { printTable, type TableIdent } from '../identifiers';
import { reading, sqlStateOf } from '../store/database';
import { findTable, findTableByUuid, type TableRow } from '../store/tables';

/** Looks: the pointer may move, and the file behind it be deleted, between reading the one and the other. */
const looks = 5;

export function findCurrent(context: CatalogContext, ident: TableIdent): Promise<CurrentTable | null> {
  return currentOf(context, () => findTable(context.pool, ident));
}

export function findCurrentByUuid(context: CatalogContext, uuid: string): Promise<CurrentTable | null> {
  return currentOf(context, () => findTableByUuid(context.pool, uuid));
}

async function currentOf(
  context: CatalogContext,
  find: () => Promise<TableRow | null>,
): Promise<CurrentTable | null> {
  for (let look = 1; ; look += 1) {
    const row = await reading(find);
    if (row === null) return null;
    try {
      return await readCurrent(context, row);
    } catch (error) {
      if (sqlStateOf(error) !== 'ENOENT') throw error;
      if (look === looks) throw metadataMissing(row.metadataLocation, error);
    }
  }
}

export async function readCurrent(context: CatalogContext, row: TableRow): Promise<CurrentTable> {
  return { row, file: await context.metadataFiles.read(row.metadataLocation) };
}

export async function requireCurrent(context: CatalogContext, ident: TableIdent): Promise<CurrentTable> {
  const current = await findCurrent(context, ident);
  if (current === null) throw noSuchTable(printTable(ident));
  return current;
}
