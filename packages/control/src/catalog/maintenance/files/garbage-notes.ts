import type { Queryable } from '../../store/database';

/** Since when nothing names a file, in milliseconds since 1970. `expired`: an expired snapshot named it. */
export type GarbageNote = { path: string; notedMs: number; expired: boolean };

/** Notes files that expired snapshots named; one that is noted already keeps its time. */
export async function noteExpired(
  db: Queryable,
  tableUuid: string,
  paths: readonly string[],
  nowMs: number,
): Promise<void> {
  await note(db, tableUuid, paths, nowMs, true);
}

export async function noteOrphans(
  db: Queryable,
  tableUuid: string,
  paths: readonly string[],
  nowMs: number,
): Promise<void> {
  await note(db, tableUuid, paths, nowMs, false);
}

async function note(
  db: Queryable,
  tableUuid: string,
  paths: readonly string[],
  nowMs: number,
  expired: boolean,
): Promise<void> {
  if (paths.length === 0) return;
  await db.query(
    `INSERT INTO catalog_garbage (table_uuid, path, noted_at, expired)
     SELECT $1, path, to_timestamp($3::float8 / 1000), $4 FROM unnest($2::text[]) AS path
     ON CONFLICT (table_uuid, path) DO UPDATE SET expired = catalog_garbage.expired OR EXCLUDED.expired`,
    [tableUuid, paths, nowMs, expired],
  );
}

/** A noted file that something names after all: its time begins anew when the last name goes, an orphan's note ends. */
export async function noteNamed(
  db: Queryable,
  tableUuid: string,
  paths: readonly string[],
  nowMs: number,
): Promise<void> {
  if (paths.length === 0) return;
  await db.query(
    'DELETE FROM catalog_garbage WHERE table_uuid = $1 AND path = ANY($2::text[]) AND NOT expired',
    [tableUuid, paths],
  );
  await db.query(
    `UPDATE catalog_garbage SET noted_at = to_timestamp($3::float8 / 1000)
      WHERE table_uuid = $1 AND path = ANY($2::text[])`,
    [tableUuid, paths, nowMs],
  );
}

export async function forgetNotes(db: Queryable, tableUuid: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await db.query('DELETE FROM catalog_garbage WHERE table_uuid = $1 AND path = ANY($2::text[])', [
    tableUuid,
    paths,
  ]);
}

export async function garbageNotes(db: Queryable, tableUuid: string): Promise<Map<string, GarbageNote>> {
  const result = await db.query<GarbageNote>(
    `SELECT path, (extract(epoch FROM noted_at) * 1000)::float8 AS "notedMs", expired
       FROM catalog_garbage WHERE table_uuid = $1`,
    [tableUuid],
  );
  return new Map(result.rows.map((row) => [row.path, row]));
}
