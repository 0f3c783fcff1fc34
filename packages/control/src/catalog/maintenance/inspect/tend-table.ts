import type { TableUpkeepAnswer } from '../../../contracts/table-api';
import type { CurrentTable } from '../../commit/types';
import type { CatalogContext } from '../../context';
import { noSuchTable } from '../../errors';
import { printTable, type TableIdent } from '../../identifiers';
import { reading } from '../../store/database';
import { findCurrent } from '../../tables/current-table';
import { sweepTable } from '../files/sweep-table';
import type { MaintenanceLimits } from '../limits';
import { dueMerges } from '../manifests/due-merges';
import { pinnedSnapshots } from '../snapshots/pins';
import { planExpiry } from '../snapshots/plan-expiry';
import { collectsGarbage } from '../table-settings';
import { upkeepTable } from '../upkeep-table';

/** Upkeep of one table because somebody asks for it: everything that may go goes; with `dryRun` it is only counted. */
export async function tendTable(
  context: CatalogContext,
  ident: TableIdent,
  options: { limits: MaintenanceLimits; now: () => number; dryRun: boolean },
): Promise<TableUpkeepAnswer> {
  const { limits, now, dryRun } = options;
  const current = await findCurrent(context, ident);
  if (current === null) throw noSuchTable(printTable(ident));
  const done = dryRun
    ? await planned(context, current, options)
    : await upkeepTable(context, ident, { limits, now, thorough: true });
  const swept = await sweepTable(context, current.row.uuid, { limits, now, data: true, dryRun });
  return {
    dryRun,
    snapshots: done.expiredSnapshots,
    refs: done.removedRefs,
    manifests: done.manifests,
    ...swept,
  };
}

async function planned(
  context: CatalogContext,
  { row, file: { metadata } }: CurrentTable,
  { limits, now }: { limits: MaintenanceLimits; now: () => number },
) {
  const pinned = new Set(await reading(() => pinnedSnapshots(context.pool, row.uuid)));
  const plan = planExpiry(metadata, { nowMs: BigInt(now()), pinned, limits });
  const expires = collectsGarbage(metadata);
  const groups = await dueMerges(metadata, (location) => context.warehouse.checkedPath(location), limits);
  return {
    expiredSnapshots: expires ? plan.snapshotIds.length : 0,
    removedRefs: expires ? plan.refs : [],
    manifests: { merged: groups.flat().length, into: groups.length },
  };
}
