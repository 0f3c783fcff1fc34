import { type Principal, printPrincipal } from '../auth/principal';
import type { CatalogContext } from '../context';
import { noSuchTable } from '../errors';
import { printTable } from '../identifiers';
import { longAt, stringAt } from '../json/json-object';
import { appendCommit } from '../log/commit-log';
import { inTransaction, type Queryable } from '../store/database';
import { insertTable, lockTables, movePointer, type TableRow } from '../store/tables';
import { endTurns, mustWait } from '../turns/turn-line';
import { checkLeases } from './fence';
import { requireUnpinned } from './guard-pins';
import { requireOwnLine } from './own-line';
import { requireFiles } from './require-files';
import type { WrittenChange } from './types';

/** `moved`: another process was faster, prepare again. `turn`: somebody has the commit turn, wait. */
export type Published = 'done' | 'moved' | 'turn';

/**
 * The one Postgres transaction of a commit: table rows in id order, then lease rows, then pointers and commit log.
 * Either all tables move or none.
 */
export async function publish(
  context: CatalogContext,
  principal: Principal,
  changes: readonly WrittenChange[],
): Promise<Published> {
  const positions = changes.flatMap((change) => change.positions);
  return inTransaction(context.pool, async (db) => {
    const rows = await lockTables(
      db,
      changes.flatMap((change) => change.current?.row.uuid ?? []),
    );
    const obstacle = findObstacle(changes, rows, principal);
    if (obstacle !== null) return obstacle;
    await checkLeases(db, principal, positions);
    await requireOwnLine(db, changes, rows);
    await requireUnpinned(db, changes);
    await requireFiles(changes.flatMap((change) => change.files));
    await context.onStep('locked');
    for (const change of changes) await publishOne(db, principal, withStep(change, rows), rows);
    await endTurns(db, [...rows.keys()], principal);
    await context.onStep('moved');
    return 'done';
  });
}

function findObstacle(
  changes: readonly WrittenChange[],
  rows: ReadonlyMap<string, TableRow>,
  principal: Principal,
): 'moved' | 'turn' | null {
  for (const { current, ident } of changes) {
    if (current === null) continue;
    const row = rows.get(current.row.uuid);
    if (row === undefined) throw noSuchTable(printTable(ident));
    if (row.metadataLocation !== current.row.metadataLocation) return 'moved';
    if (mustWait(row.turnOf, principal)) return 'turn';
  }
  return null;
}

/** A table that was moved by hand has left its line of descent, whatever is committed on it next. */
function withStep(change: WrittenChange, rows: ReadonlyMap<string, TableRow>): WrittenChange {
  const row = rows.get(change.current?.row.uuid ?? '');
  return row?.strayed ? { ...change, lineageStep: change.lineageStep + 1n } : change;
}

async function publishOne(
  db: Queryable,
  principal: Principal,
  change: WrittenChange,
  rows: ReadonlyMap<string, TableRow>,
): Promise<void> {
  const { current, file, metadata } = change;
  const uuid = stringAt(metadata, 'table-uuid');
  const location = stringAt(metadata, 'location');
  if (current === null) {
    const createdBy = printPrincipal(principal);
    await insertTable(db, {
      uuid,
      ident: change.ident,
      location,
      metadataLocation: file.location,
      createdBy,
    });
  } else {
    const from = current.row.metadataLocation;
    const { lineageStep } = change;
    const moved = location !== current.row.location;
    await movePointer(db, { uuid: current.row.uuid, from, to: file.location, location, moved, lineageStep });
  }
  const lineage = (rows.get(current?.row.uuid ?? '')?.lineage ?? 0n) + change.lineageStep;
  await logCommit(db, principal, change, { uuid: current?.row.uuid ?? uuid, lineage });
}

async function logCommit(
  db: Queryable,
  principal: Principal,
  change: WrittenChange,
  table: { uuid: string; lineage: bigint },
): Promise<void> {
  const newest = change.addedSnapshots.at(-1);
  const common = {
    tableUuid: table.uuid,
    snapshotId: newest === undefined ? null : longAt(newest, 'snapshot-id').toString(),
    lineage: table.lineage,
    principal: printPrincipal(principal),
    metadataLocation: change.file.location,
  };
  if (change.positions.length === 0) {
    await appendCommit(db, { ...common, deploymentId: null, epoch: null, seq: null, commitId: null });
  }
  for (const position of change.positions) await appendCommit(db, { ...common, ...position });
}
