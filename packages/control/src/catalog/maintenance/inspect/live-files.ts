import type { CatalogContext } from '../../context';
import { type ManifestRef, readManifest, readManifestList } from '../../files/manifests';
import type { JsonObject } from '../../json/json-object';
import { mainSnapshotId, snapshotById } from '../../metadata/ancestry';

type ManifestTotals = { bytes: bigint; addedBy: Map<string, bigint>; entries: number };

export type LiveFiles = {
  manifests: number;
  bytes: bigint;
  /** Bytes of live data files by the snapshot (decimal id) that added them. */
  addedBy: Map<string, bigint>;
};

/** Manifests never change: what was read of one stays true. The oldest are forgotten beyond this many files. */
const rememberedEntries = 300_000;
const remembered = new WeakMap<CatalogContext, Map<string, ManifestTotals>>();

/**
 * Sizes of main's files by its manifests, for snapshots whose summary does not tell them (DuckDB's). Null when the
 * metadata cannot be read whole.
 */
export async function liveFiles(context: CatalogContext, metadata: JsonObject): Promise<LiveFiles | null> {
  const id = mainSnapshotId(metadata);
  const main = id === null ? undefined : snapshotById(metadata, id);
  if (main === undefined) return { manifests: 0, bytes: 0n, addedBy: new Map() };
  const pathOf = (location: string) => context.warehouse.checkedPath(location);
  try {
    const manifests = await readManifestList(main, pathOf);
    const live: LiveFiles = { manifests: manifests.length, bytes: 0n, addedBy: new Map() };
    for (const manifest of manifests) {
      const { bytes, addedBy } = await totalsOf(context, manifest, pathOf);
      live.bytes += bytes;
      for (const [snapshot, size] of addedBy) add(live.addedBy, snapshot, size);
    }
    return live;
  } catch {
    return null;
  }
}

async function totalsOf(
  context: CatalogContext,
  manifest: ManifestRef,
  pathOf: (location: string) => string,
): Promise<ManifestTotals> {
  const cache = remembered.get(context) ?? new Map<string, ManifestTotals>();
  remembered.set(context, cache);
  const known = cache.get(manifest.path);
  if (known !== undefined) return known;
  const totals: ManifestTotals = { bytes: 0n, addedBy: new Map(), entries: 0 };
  for (const file of await readManifest(manifest, pathOf)) {
    if (file.status === 'deleted') continue;
    totals.entries += 1;
    totals.bytes += file.bytes;
    if (file.content === 'data') add(totals.addedBy, file.snapshotId.toString(), file.bytes);
  }
  cache.set(manifest.path, totals);
  forgetOldest(cache);
  return totals;
}

function forgetOldest(cache: Map<string, ManifestTotals>): void {
  let entries = 0;
  for (const totals of cache.values()) entries += totals.entries;
  for (const [path, totals] of cache) {
    if (entries <= rememberedEntries || cache.size === 1) break;
    cache.delete(path);
    entries -= totals.entries;
  }
}

function add(sums: Map<string, bigint>, key: string, value: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + value);
}
