import { alreadyExists, commitFailed, noSuchNamespace } from '../errors';
import { type Namespace, namespaceKey, printNamespace, printTable, type TableIdent } from '../identifiers';
import { constraintOf, type Queryable, sqlStateOf } from './database';

/** A row of `catalog_tables`; `version` and `lineage` are 64-bit counters. */
export type TableRow = {
  uuid: string;
  namespace: string;
  name: string;
  location: string;
  metadataLocation: string;
  version: bigint;
  lineage: bigint;
  /** The pointer is not where the newest logged commit left it: somebody moved it by hand. */
  strayed: boolean;
  /** Deployment that has a commit turn now, null when none has. */
  turnOf: string | null;
};

type RawRow = Omit<TableRow, 'version' | 'lineage'> & { version: string; lineage: string };

const columns = `t.uuid, t.namespace, t.name, t.location, t.metadata_location AS "metadataLocation",
  t.version::text AS version, t.lineage::text AS lineage,
  coalesce((SELECT c.metadata_location <> t.metadata_location FROM catalog_commits c
    WHERE c.table_uuid = t.uuid ORDER BY c.id DESC LIMIT 1), false) AS strayed,
  (SELECT u.deployment_id FROM catalog_turns u
    WHERE u.table_uuid = t.uuid AND u.until > clock_timestamp()) AS "turnOf"`;

const fromRaw = (row: RawRow): TableRow => ({
  ...row,
  version: BigInt(row.version),
  lineage: BigInt(row.lineage),
});

export async function findTable(db: Queryable, ident: TableIdent): Promise<TableRow | null> {
  const result = await db.query<RawRow>(
    `SELECT ${columns} FROM catalog_tables t WHERE t.namespace = $1 AND t.name = $2`,
    [namespaceKey(ident.namespace), ident.name],
  );
  return result.rows[0] === undefined ? null : fromRaw(result.rows[0]);
}

export async function findTableByUuid(db: Queryable, uuid: string): Promise<TableRow | null> {
  const result = await db.query<RawRow>(`SELECT ${columns} FROM catalog_tables t WHERE t.uuid = $1`, [uuid]);
  return result.rows[0] === undefined ? null : fromRaw(result.rows[0]);
}

/** Locks tables in the order of their ids, so that two multi-table commits cannot wait for each other. */
export async function lockTables(db: Queryable, uuids: readonly string[]): Promise<Map<string, TableRow>> {
  const sorted = [...uuids].sort();
  await db.query('SELECT uuid FROM catalog_tables WHERE uuid = ANY($1::uuid[]) ORDER BY uuid FOR UPDATE', [
    sorted,
  ]);
  // Read again after the locks are held: what the locking statement returns was evaluated before it waited.
  const result = await db.query<RawRow>(
    `SELECT ${columns} FROM catalog_tables t WHERE t.uuid = ANY($1::uuid[])`,
    [sorted],
  );
  return new Map(result.rows.map((row) => [row.uuid, fromRaw(row)]));
}

export async function listTables(db: Queryable, namespace: Namespace): Promise<string[]> {
  const result = await db.query<{ name: string }>(
    'SELECT name FROM catalog_tables WHERE namespace = $1 ORDER BY name',
    [namespaceKey(namespace)],
  );
  return result.rows.map((row) => row.name);
}

/** The pointer's compare-and-set. */
export async function movePointer(
  db: Queryable,
  table: { uuid: string; from: string; to: string; location: string; moved: boolean; lineageStep: bigint },
): Promise<void> {
  if (table.moved) await takeLocation(db, table.location, table.uuid);
  const result = await db.query(
    `UPDATE catalog_tables SET metadata_location = $3, location = $4, version = version + 1,
       lineage = lineage + $5::bigint, updated_at = clock_timestamp()
     WHERE uuid = $1 AND metadata_location = $2`,
    [table.uuid, table.from, table.to, table.location, table.lineageStep.toString()],
  );
  if (result.rowCount !== 1)
    throw commitFailed('The table was changed by another commit; load it and try again');
}

export async function insertTable(
  db: Queryable,
  table: {
    uuid: string;
    ident: TableIdent;
    location: string;
    metadataLocation: string;
    createdBy: string;
    lineage?: bigint;
  },
): Promise<void> {
  const { uuid, ident, location, metadataLocation, createdBy, lineage = 0n } = table;
  await takeLocation(db, location, uuid);
  await db
    .query(
      `INSERT INTO catalog_tables (uuid, namespace, name, location, metadata_location, created_by, lineage, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::bigint, clock_timestamp())`,
      [
        ...[uuid, namespaceKey(ident.namespace), ident.name, location, metadataLocation, createdBy],
        lineage.toString(),
      ],
    )
    .catch((error: unknown) => {
      throw placeError(error, ident);
    });
}

/** 404 when the namespace is missing, 409 when the name is taken. */
export async function renameRow(db: Queryable, uuid: string, to: TableIdent): Promise<void> {
  await db
    .query(
      'UPDATE catalog_tables SET namespace = $2, name = $3, updated_at = clock_timestamp() WHERE uuid = $1',
      [uuid, namespaceKey(to.namespace), to.name],
    )
    .catch((error: unknown) => {
      throw placeError(error, to);
    });
}

/** What a violated constraint of `catalog_tables` means. */
function placeError(error: unknown, ident: TableIdent): unknown {
  const state = sqlStateOf(error);
  if (state === '23503') return noSuchNamespace(printNamespace(ident.namespace));
  if (state === '23505' && constraintOf(error) === 'catalog_tables_pkey')
    return alreadyExists(`${printTable(ident)} cannot be added: its UUID belongs to another table here`);
  if (state === '23505') return alreadyExists(`Table already exists: ${printTable(ident)}`);
  return error;
}

/** Any number that no other part of Penstock locks. */
const locationLock = 4_001;

/** Until the transaction ends no table takes a place. */
export async function lockLocations(db: Queryable): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1)', [locationLock]);
}

/**
 * Two tables never share files: neither location may lie inside the other. Taking a place is serialised, so that two
 * creations at once cannot take the same.
 */
async function takeLocation(db: Queryable, location: string, uuid: string): Promise<void> {
  await lockLocations(db);
  const result = await db.query(
    `SELECT 1 FROM catalog_tables WHERE uuid <> $2
       AND (starts_with($1 || '/', location || '/') OR starts_with(location || '/', $1 || '/'))`,
    [location, uuid],
  );
  if (result.rowCount !== 0) throw alreadyExists(`Another table has its files at ${location}`);
}

/** Where its files lay is remembered: upkeep deletes them after a grace period, unless the table is registered again. */
export async function deleteTable(db: Queryable, uuid: string): Promise<void> {
  await db.query(
    `INSERT INTO catalog_dropped_tables (uuid, namespace, name, location, dropped_at)
     SELECT uuid, namespace, name, location, clock_timestamp() FROM catalog_tables WHERE uuid = $1
     ON CONFLICT (uuid) DO UPDATE SET location = EXCLUDED.location, dropped_at = EXCLUDED.dropped_at`,
    [uuid],
  );
  await db.query('DELETE FROM catalog_garbage WHERE table_uuid = $1', [uuid]);
  await db.query('DELETE FROM catalog_turns WHERE table_uuid = $1', [uuid]);
  await db.query('DELETE FROM catalog_tables WHERE uuid = $1', [uuid]);
}
