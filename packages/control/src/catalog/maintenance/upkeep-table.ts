import { commitTables } from '../commit/commit-tables';
import type { CurrentTable } from '../commit/types';
import type { CatalogContext } from '../context';
import type { TableIdent } from '../identifiers';
import { type JsonObject, jsonLong, longAt, objectsAt, stringAt } from '../json/json-object';
import { reading } from '../store/database';
import { findCurrent } from '../tables/current-table';
import { noteExpired } from './files/garbage-notes';
import type { MaintenanceLimits } from './limits';
import { dueMerges } from './manifests/due-merges';
import { type MergedManifest, mergeManifests } from './manifests/merge';
import { replaceUpdates } from './manifests/replace-snapshot';
import { endRestorePoints, pinnedSnapshots, pinUpdates } from './snapshots/pins';
import { planExpiry } from './snapshots/plan-expiry';
import { collectsGarbage } from './table-settings';

export type UpkeepOptions = {
  limits: MaintenanceLimits;
  /** Milliseconds since 1970. */
  now: () => number;
  /** True: expire whatever may go. False: wait until it is worth a commit. */
  thorough: boolean;
};

/** What one upkeep of a table did. */
export type Upkeep = {
  expiredSnapshots: number;
  removedRefs: string[];
  manifests: { merged: number; into: number };
};

const nothing: Upkeep = { expiredSnapshots: 0, removedRefs: [], manifests: { merged: 0, into: 0 } };

/** Below these an expiry waits: a commit that removes one snapshot writes as much metadata as one that removes fifty. */
const worthSnapshots = 50;
const worthShare = 10;

/**
 * Pins restore points, expires snapshots and merges manifests of one table, in one commit like anybody else's: locks,
 * turns and the pointer's compare-and-set hold for it as well. Throws what a commit throws.
 */
export async function upkeepTable(
  context: CatalogContext,
  ident: TableIdent,
  options: UpkeepOptions,
): Promise<Upkeep> {
  const current = await findCurrent(context, ident);
  if (current === null) return nothing;
  const merges = await prepareMerges(context, current, options);
  let done = nothing;
  let replaced: string[] = [];
  const decide = async (base: CurrentTable): Promise<JsonObject[] | null> => {
    const nowMs = BigInt(options.now());
    const pathOf = (location: string) => context.warehouse.checkedPath(location);
    const replace = await replaceUpdates(base.file.metadata, merges, pathOf, nowMs);
    const expiry = await expiryUpdates(context, base, options, nowMs);
    replaced = replace === null ? [] : merges.flatMap((merge) => merge.sources.map((source) => source.path));
    done = {
      expiredSnapshots: expiry.snapshotIds.length,
      removedRefs: expiry.refs,
      manifests: replace === null ? nothing.manifests : { merged: replaced.length, into: merges.length },
    };
    const updates = [...(replace ?? []), ...expiry.updates];
    return updates.length === 0 ? null : updates;
  };
  const requirements = [{ type: 'assert-table-uuid', uuid: current.row.uuid }];
  const change = { ident, requirements, updates: [], decide };
  const [file] = await commitTables(context, { principal: { kind: 'internal' }, changes: [change] });
  if (file === undefined) return nothing;
  await noteRemains(context, current, file.metadata, replaced, options.now());
  return done;
}

/** Reads and writes manifests before the commit, so that nobody waits for it. */
async function prepareMerges(
  context: CatalogContext,
  { file: { metadata } }: CurrentTable,
  { limits }: UpkeepOptions,
): Promise<MergedManifest[]> {
  const pathOf = (location: string) => context.warehouse.checkedPath(location);
  const newPath = (name: string) => `${stringAt(metadata, 'location')}/metadata/${name}`;
  const merged: MergedManifest[] = [];
  for (const group of await dueMerges(metadata, pathOf, limits)) {
    merged.push(...(await mergeManifests(group, pathOf, newPath)));
  }
  return merged;
}

async function expiryUpdates(
  context: CatalogContext,
  base: CurrentTable,
  options: UpkeepOptions,
  nowMs: bigint,
): Promise<{ updates: JsonObject[]; snapshotIds: bigint[]; refs: string[] }> {
  const { metadata } = base.file;
  const { limits, thorough } = options;
  const named = await reading(() => pinnedSnapshots(context.pool, base.row.uuid));
  if (named.length > limits.maxPins) {
    await reading(() => endRestorePoints(context.pool, base.row.uuid, named.slice(limits.maxPins)));
  }
  const pinned = new Set(named.slice(0, limits.maxPins));
  const plan = planExpiry(metadata, { nowMs, pinned, limits });
  const kept = objectsAt(metadata, 'snapshots').length - plan.snapshotIds.length;
  const worth =
    thorough || plan.snapshotIds.length >= worthSnapshots || plan.snapshotIds.length * worthShare >= kept;
  const wanted = collectsGarbage(metadata) && worth ? plan : { snapshotIds: [], refs: [] };
  const updates: JsonObject[] = [
    ...pinUpdates(metadata, pinned),
    ...wanted.refs.map((name): JsonObject => ({ action: 'remove-snapshot-ref', 'ref-name': name })),
  ];
  if (wanted.snapshotIds.length > 0) {
    updates.push({ action: 'remove-snapshots', 'snapshot-ids': wanted.snapshotIds.map(jsonLong) });
  }
  return { updates, ...wanted };
}

/** Files that go a grace period after the snapshots that named them. A crash before this leaves them to the slower rule for orphans. */
async function noteRemains(
  context: CatalogContext,
  before: CurrentTable,
  after: JsonObject,
  manifests: readonly string[],
  nowMs: number,
): Promise<void> {
  const kept = new Set(objectsAt(after, 'snapshots').map((snapshot) => longAt(snapshot, 'snapshot-id')));
  const lists = objectsAt(before.file.metadata, 'snapshots')
    .filter((snapshot) => !kept.has(longAt(snapshot, 'snapshot-id')))
    .map((snapshot) => stringAt(snapshot, 'manifest-list'));
  const paths = [...lists, ...manifests]
    .map((location) => context.warehouse.pathOf(location))
    .filter((path) => path !== null);
  await reading(() => noteExpired(context.pool, before.row.uuid, paths, nowMs));
}
