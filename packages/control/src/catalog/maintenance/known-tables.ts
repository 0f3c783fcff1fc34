import type { CatalogContext } from '../context';
import { namespaceFromKey, type TableIdent } from '../identifiers';
import { longAt, objectsAt } from '../json/json-object';
import { reading } from '../store/database';
import { findCurrent } from '../tables/current-table';
import { trimCommitLog } from './commit-log-retention';
import type { MaintenanceLimits } from './limits';

/** `version` grows with every commit. */
export type KnownTable = { uuid: string; ident: TableIdent; version: string };

/** All tables, or the one with this uuid. */
export async function knownTables(
  context: CatalogContext,
  uuid: string | null = null,
): Promise<KnownTable[]> {
  const result = await reading(() =>
    context.pool.query<{ uuid: string; namespace: string; name: string; version: string }>(
      `SELECT uuid, namespace, name, version::text FROM catalog_tables
        WHERE $1::uuid IS NULL OR uuid = $1 ORDER BY namespace, name`,
      [uuid],
    ),
  );
  return result.rows.map((row) => ({
    uuid: row.uuid,
    version: row.version,
    ident: { namespace: namespaceFromKey(row.namespace), name: row.name },
  }));
}

/** Bounds the commit log of a table; entries of its snapshots stay, because they tell who wrote them. */
export async function trimLog(
  context: CatalogContext,
  table: KnownTable,
  limits: MaintenanceLimits,
): Promise<void> {
  const current = await findCurrent(context, table.ident);
  if (current === null) return;
  const live = objectsAt(current.file.metadata, 'snapshots').map((snapshot) =>
    longAt(snapshot, 'snapshot-id').toString(),
  );
  await reading(() => trimCommitLog(context.pool, table.uuid, live, limits.commitLogRows));
}
