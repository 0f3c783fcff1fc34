import { rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogContext } from '../../context';
import { inTransaction, reading, sqlStateOf } from '../../store/database';
import { lockLocations } from '../../store/tables';
import type { MaintenanceLimits } from '../limits';

const folders = ['metadata', 'data'] as const;

/**
 * Deletes the folders of tables that were dropped `orphanAgeMs` ago. One that was registered again, at whose place another
 * table lies now, or that a restore point names, stays. Answers how many tables' folders went.
 */
export async function collectDropped(
  context: CatalogContext,
  options: { limits: MaintenanceLimits; now: () => number },
): Promise<number> {
  const before = options.now() - options.limits.orphanAgeMs;
  const due = await reading(() =>
    context.pool.query<{ uuid: string; location: string }>(
      `SELECT uuid, location FROM catalog_dropped_tables d WHERE dropped_at <= to_timestamp($1::float8 / 1000)
          AND NOT EXISTS (SELECT 1 FROM restore_points r WHERE r.table_uuid = d.uuid) ORDER BY dropped_at LIMIT 100`,
      [before],
    ),
  );
  let collected = 0;
  for (const table of due.rows) if (await collectOne(context, table)) collected += 1;
  return collected;
}

async function collectOne(
  context: CatalogContext,
  { uuid, location }: { uuid: string; location: string },
): Promise<boolean> {
  const path = context.warehouse.pathOf(location);
  const free = await setAside(context, uuid, location, path);
  if (path !== null) {
    for (const folder of folders) await rm(doomed(path, folder, uuid), { recursive: true, force: true });
    // Only when it is empty: a folder of the user's own may hold other things.
    if (free) await rmdir(path).catch(() => undefined);
    context.directories.forget(path);
  }
  await reading(() => context.pool.query('DELETE FROM catalog_dropped_tables WHERE uuid = $1', [uuid]));
  return free;
}

/**
 * Renames the folders while nobody can take the place, so that what takes long happens outside the lock. False when a
 * table lies there again.
 */
async function setAside(
  context: CatalogContext,
  uuid: string,
  location: string,
  path: string | null,
): Promise<boolean> {
  return inTransaction(context.pool, async (db) => {
    await lockLocations(db);
    const taken = await db.query(
      `SELECT 1 FROM catalog_tables WHERE uuid = $2
          OR starts_with($1 || '/', location || '/') OR starts_with(location || '/', $1 || '/')`,
      [location, uuid],
    );
    if (taken.rowCount !== 0 || path === null || !(await isInside(context, path))) return false;
    for (const folder of folders) {
      await rename(join(path, folder), doomed(path, folder, uuid)).catch((error: unknown) => {
        if (sqlStateOf(error) !== 'ENOENT') throw error;
      });
    }
    return true;
  });
}

const doomed = (path: string, folder: string, uuid: string) => join(path, `${folder}.dropped-${uuid}`);

const isInside = (context: CatalogContext, path: string) =>
  context.warehouse.holds(join(path, folders[0])).catch(() => false);
