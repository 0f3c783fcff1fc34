import { isJsonObject, type JsonObject, longAt, objectsAt, optionalLongAt } from '../../json/json-object';
import { mainBranch } from '../../metadata/updates/snapshot-refs';
import type { MaintenanceLimits } from '../limits';
import { longProperty } from '../table-settings';
import { isPinName } from './pins';

export type ExpiryPlan = { snapshotIds: bigint[]; refs: string[] };

type Snapshots = ReadonlyMap<bigint, JsonObject>;
type Ref = { name: string; id: bigint; branch: boolean; ref: JsonObject };

/**
 * What may go: refs older than `max-ref-age-ms`, and snapshots that no ref keeps any more, by the rules of the Iceberg
 * spec ("Snapshot Retention Policy", `history.expire.*`). A table that sets no age keeps `limits.maxSnapshots` per
 * branch besides. `pinned` snapshots (decimal ids) always stay; main's current one as well.
 */
export function planExpiry(
  metadata: JsonObject,
  options: { nowMs: bigint; pinned: ReadonlySet<string>; limits: MaintenanceLimits },
): ExpiryPlan {
  const snapshots: Snapshots = new Map(
    objectsAt(metadata, 'snapshots').map((snapshot) => [longAt(snapshot, 'snapshot-id'), snapshot]),
  );
  const refs = refsOf(metadata);
  const expiredRefs = refs.filter((ref) => isOldRef(ref, metadata, snapshots, options.nowMs));
  const kept = new Set<bigint>([...options.pinned].map(BigInt));
  const reachable = new Set<bigint>();
  for (const ref of refs) {
    if (expiredRefs.includes(ref)) continue;
    const line = ref.branch ? ancestors(ref.id, snapshots) : [ref.id];
    for (const id of line) reachable.add(id);
    // Pins keep what `pinned` says: a tag whose restore point is gone lets its snapshot go at once.
    if (isPinName(ref.name)) continue;
    for (const id of ref.branch ? keptOfBranch(ref, line, metadata, snapshots, options) : line) kept.add(id);
  }
  const age =
    longProperty(metadata, 'history.expire.max-snapshot-age-ms') ?? BigInt(options.limits.snapshotAgeMs);
  for (const [id, snapshot] of snapshots) {
    // Staged and rolled back snapshots belong to no branch: they go by age alone.
    if (!reachable.has(id) && timeOf(snapshot) >= options.nowMs - age) kept.add(id);
  }
  return {
    snapshotIds: [...snapshots.keys()].filter((id) => !kept.has(id)),
    refs: expiredRefs.map((ref) => ref.name),
  };
}

const timeOf = (snapshot: JsonObject) => longAt(snapshot, 'timestamp-ms');

function refsOf(metadata: JsonObject): Ref[] {
  const refs = isJsonObject(metadata.refs) ? metadata.refs : {};
  return Object.entries(refs).flatMap(([name, ref]) =>
    isJsonObject(ref) ? [{ name, id: longAt(ref, 'snapshot-id'), branch: ref.type !== 'tag', ref }] : [],
  );
}

function isOldRef(ref: Ref, metadata: JsonObject, snapshots: Snapshots, nowMs: bigint): boolean {
  if (ref.name === mainBranch || isPinName(ref.name)) return false;
  const snapshot = snapshots.get(ref.id);
  const age =
    optionalLongAt(ref.ref, 'max-ref-age-ms') ?? longProperty(metadata, 'history.expire.max-ref-age-ms');
  return snapshot === undefined || (age !== null && timeOf(snapshot) < nowMs - age);
}

function ancestors(from: bigint, snapshots: Snapshots): bigint[] {
  const line = new Set<bigint>();
  for (let id: bigint | null = from; id !== null && !line.has(id); ) {
    const snapshot: JsonObject | undefined = snapshots.get(id);
    if (snapshot === undefined) break;
    line.add(id);
    id = optionalLongAt(snapshot, 'parent-snapshot-id');
  }
  return [...line];
}

/** From the newest back to the first that is neither young nor among the number to keep. */
function keptOfBranch(
  branch: Ref,
  line: readonly bigint[],
  metadata: JsonObject,
  snapshots: Snapshots,
  { nowMs, limits }: { nowMs: bigint; limits: MaintenanceLimits },
): bigint[] {
  const own = (key: string) =>
    optionalLongAt(branch.ref, key) ?? longProperty(metadata, `history.expire.${key}`);
  const setAge = own('max-snapshot-age-ms');
  const least = own('min-snapshots-to-keep') ?? 1n;
  const oldest = nowMs - (setAge ?? BigInt(limits.snapshotAgeMs));
  const end = line.findIndex((id, index) => {
    const snapshot = snapshots.get(id);
    const at = snapshot === undefined ? 0n : timeOf(snapshot);
    if (BigInt(index) < least || index === 0) return false;
    const tooMany = setAge === null && index >= limits.maxSnapshots && at < nowMs - BigInt(limits.youngMs);
    return at < oldest || tooMany;
  });
  return end === -1 ? [...line] : line.slice(0, end);
}
