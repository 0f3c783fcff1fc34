import type { RestorePointOf, TableDetailAnswer, TableSnapshot } from '../../../contracts/table-api';
import type { CurrentTable } from '../../commit/types';
import type { CatalogContext } from '../../context';
import { noSuchTable } from '../../errors';
import { printTable, type TableIdent } from '../../identifiers';
import { summaryOf } from '../../inspect/newest-files';
import { isJsonObject, type JsonObject, longAt, objectsAt } from '../../json/json-object';
import { mainSnapshotId } from '../../metadata/ancestry';
import { reading } from '../../store/database';
import { findCurrent } from '../../tables/current-table';
import type { MaintenanceLimits } from '../limits';
import { isPinName, pinnedSnapshots } from '../snapshots/pins';
import { planExpiry } from '../snapshots/plan-expiry';
import { collectsGarbage, longProperty } from '../table-settings';
import { expiryEstimate } from './expiry-estimate';
import { type LiveFiles, liveFiles } from './live-files';
import { restorePointsOf } from './restore-points';
import { summarize } from './table-list';
import { writersOf } from './writers';

/** Snapshots that an answer holds at most, newest first; pinned and named ones always. */
const snapshotLimit = 200;

/** One table with its snapshots: who wrote them, what keeps them, when they go. 404 when there is none. */
export async function tableDetail(
  context: CatalogContext,
  ident: TableIdent,
  options: { limits: MaintenanceLimits; now: () => number },
): Promise<TableDetailAnswer> {
  const current = await findCurrent(context, ident);
  if (current === null) throw noSuchTable(printTable(ident));
  const { metadata, text } = current.file;
  const keeping = keepingOf(metadata, options.limits);
  const points = await reading(() => restorePointsOf(context.pool, current.row.uuid));
  const all = objectsAt(metadata, 'snapshots').reverse();
  const live = await liveFiles(context, metadata);
  const shown = all.filter((snapshot, index) => index < snapshotLimit || points.has(idOf(snapshot)));
  return {
    table: await summarize(context, ident, { uuid: current.row.uuid, metadata }, async () => live),
    location: current.row.location,
    formatVersion: longAt(metadata, 'format-version').toString(),
    metadataBytes: Buffer.byteLength(text),
    manifests: live?.manifests ?? null,
    snapshots: await snapshotViews(context, current, { shown, points, live }, { ...options, keeping }),
    moreSnapshots: all.length - shown.length,
    keeping,
  };
}

const idOf = (snapshot: JsonObject) => longAt(snapshot, 'snapshot-id').toString();

function keepingOf(metadata: JsonObject, limits: MaintenanceLimits): TableDetailAnswer['keeping'] {
  const age = longProperty(metadata, 'history.expire.max-snapshot-age-ms');
  return {
    expires: collectsGarbage(metadata),
    maxSnapshots: age === null ? limits.maxSnapshots : null,
    maxAgeMs: String(age ?? limits.snapshotAgeMs),
    minSnapshots: String(longProperty(metadata, 'history.expire.min-snapshots-to-keep') ?? 1n),
    graceMs: limits.expiredGraceMs,
  };
}

type Shown = {
  shown: readonly JsonObject[];
  points: ReadonlyMap<string, RestorePointOf[]>;
  live: LiveFiles | null;
};

async function snapshotViews(
  context: CatalogContext,
  current: CurrentTable,
  { shown, points, live }: Shown,
  options: { limits: MaintenanceLimits; now: () => number; keeping: TableDetailAnswer['keeping'] },
): Promise<TableSnapshot[]> {
  const { metadata } = current.file;
  const main = mainSnapshotId(metadata)?.toString();
  const refs = refNames(metadata);
  const pinned = new Set(await reading(() => pinnedSnapshots(context.pool, current.row.uuid)));
  const due = new Set(
    planExpiry(metadata, { nowMs: BigInt(options.now()), pinned, limits: options.limits }).snapshotIds.map(
      String,
    ),
  );
  const writers = await reading(() => writersOf(context.pool, current.row.uuid, shown.map(idOf)));
  const estimate = expiryEstimate(metadata, options.keeping);
  return shown.map((snapshot): TableSnapshot => {
    const id = idOf(snapshot);
    const atMs = Number(longAt(snapshot, 'timestamp-ms'));
    const names = refs.get(id) ?? [];
    const kept = id === main || pinned.has(id) || names.length > 0 || !options.keeping.expires;
    return {
      snapshotId: id,
      at: new Date(atMs).toISOString(),
      operation: summaryOf(snapshot, 'operation') ?? 'append',
      addedRows: summaryOf(snapshot, 'added-records'),
      addedFiles: summaryOf(snapshot, 'added-data-files'),
      addedBytes: summaryOf(snapshot, 'added-files-size') ?? live?.addedBy.get(id)?.toString() ?? null,
      rows: summaryOf(snapshot, 'total-records'),
      current: id === main,
      refs: names,
      restorePoints: points.get(id) ?? [],
      writer: writers.get(id) ?? { kind: 'outside', name: null },
      ...(kept ? { expiresAt: null, estimated: false } : estimate(id, atMs)),
      due: options.keeping.expires && due.has(id),
    };
  });
}

/** Names of branches and tags by the snapshot they point to, without main and Penstock's pins. */
function refNames(metadata: JsonObject): Map<string, string[]> {
  const refs = isJsonObject(metadata.refs) ? metadata.refs : {};
  const names = new Map<string, string[]>();
  for (const [name, ref] of Object.entries(refs)) {
    if (!isJsonObject(ref) || name === 'main' || isPinName(name)) continue;
    const id = idOf(ref);
    names.set(id, [...(names.get(id) ?? []), name]);
  }
  return names;
}
