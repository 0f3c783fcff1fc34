import { unlink } from 'node:fs/promises';
import type { CatalogContext } from '../../context';
import { inTransaction, reading, sqlStateOf } from '../../store/database';
import { lockTables } from '../../store/tables';
import { findCurrentByUuid, readCurrent } from '../../tables/current-table';
import type { MaintenanceLimits } from '../limits';
import { collectsGarbage } from '../table-settings';
import { findGarbage, type Unnamed } from './find-garbage';
import { forgetNotes, garbageNotes, noteNamed, noteOrphans } from './garbage-notes';
import { References } from './references';

export type SweepOptions = {
  limits: MaintenanceLimits;
  now: () => number;
  /** Data files too; false looks at the metadata folder alone, which is cheap. */
  data: boolean;
  /** Only count. */
  dryRun: boolean;
};

export type Sweep = {
  deleted: { files: number; bytes: number };
  /** Unnamed and not old enough yet. */
  waiting: { files: number; bytes: number };
};

/** Files that go under one lock of the table: commits wait for it. */
const batchSize = 100;

const nothing: Sweep = { deleted: { files: 0, bytes: 0 }, waiting: { files: 0, bytes: 0 } };

/**
 * Deletes files of a table that nothing names any more and that are old enough. Each batch goes under the table's lock,
 * after what commits have added since was read: a commit either comes first and keeps its files, or finds them gone and
 * is refused (`requireFiles`). Killing the process at any point leaves files too many, never one too few.
 */
export async function sweepTable(
  context: CatalogContext,
  tableUuid: string,
  options: SweepOptions,
): Promise<Sweep> {
  const table = await findCurrentByUuid(context, tableUuid);
  if (table === null || !collectsGarbage(table.file.metadata)) return nothing;
  const references = new References((location) => context.warehouse.pathOf(location), options.data);
  await references.add(table.file.location, table.file.metadata);
  const notes = await reading(() => garbageNotes(context.pool, tableUuid));
  const nowMs = options.now();
  const found = await findGarbage(context, table, references, notes, {
    folders: options.data ? ['metadata', 'data'] : ['metadata'],
    nowMs,
    limits: options.limits,
  });
  const waiting = total([...found.waiting, ...found.fresh]);
  if (options.dryRun) return { deleted: total(found.due), waiting };
  const paths = (files: readonly Unnamed[]) => files.map((file) => file.path);
  await reading(async () => {
    await noteOrphans(context.pool, tableUuid, paths(found.fresh), nowMs);
    await noteNamed(context.pool, tableUuid, found.named, nowMs);
    await forgetNotes(context.pool, tableUuid, found.gone);
  });
  const deleted: Unnamed[] = [];
  const marked = { location: table.file.location };
  for (let start = 0; start < found.due.length; start += batchSize) {
    const batch = found.due.slice(start, start + batchSize);
    deleted.push(...(await deleteBatch(context, tableUuid, batch, references, marked)));
  }
  return { deleted: total(deleted), waiting };
}

async function deleteBatch(
  context: CatalogContext,
  tableUuid: string,
  batch: readonly Unnamed[],
  references: References,
  marked: { location: string },
): Promise<Unnamed[]> {
  return inTransaction(context.pool, async (db) => {
    const row = (await lockTables(db, [tableUuid])).get(tableUuid);
    if (row === undefined) return [];
    if (row.metadataLocation !== marked.location) {
      await references.add(row.metadataLocation, (await readCurrent(context, row)).file.metadata);
      marked.location = row.metadataLocation;
    }
    const doomed = batch.filter((file) => !references.has(file.path));
    for (const file of doomed) {
      await context.onStep('collecting');
      await unlink(file.path).catch((error: unknown) => {
        if (sqlStateOf(error) !== 'ENOENT') throw error;
      });
    }
    await forgetNotes(
      db,
      tableUuid,
      doomed.map((file) => file.path),
    );
    return doomed;
  });
}

function total(files: readonly Unnamed[]): { files: number; bytes: number } {
  return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}
