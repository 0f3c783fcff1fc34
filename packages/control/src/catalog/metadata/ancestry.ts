import { isJsonObject, type JsonObject, longAt, objectsAt, optionalLongAt } from '../json/json-object';
import { mainBranch } from './updates/snapshot-refs';

/** The snapshot that `main` points to, null for an empty table. */
export function mainSnapshotId(metadata: JsonObject | null): bigint | null {
  const refs = metadata?.refs;
  const main = isJsonObject(refs) ? refs[mainBranch] : undefined;
  if (isJsonObject(main)) return longAt(main, 'snapshot-id');
  const current = metadata === null ? null : optionalLongAt(metadata, 'current-snapshot-id');
  return current === null || current === -1n ? null : current;
}

export function snapshotById(metadata: JsonObject, id: bigint): JsonObject | undefined {
  return objectsAt(metadata, 'snapshots').find((snapshot) => longAt(snapshot, 'snapshot-id') === id);
}

/**
 * True when `main` of `next` is `main` of `base` or descends from it, following parents through the snapshots of
 * both (a commit may expire snapshots in between). Every table descends from an empty one.
 */
export function mainDescends(base: JsonObject, next: JsonObject): boolean {
  const from = mainSnapshotId(base);
  const to = mainSnapshotId(next);
  if (from === null || from === to) return true;
  const parents = new Map<bigint, bigint | null>();
  for (const snapshot of [...objectsAt(base, 'snapshots'), ...objectsAt(next, 'snapshots')]) {
    parents.set(longAt(snapshot, 'snapshot-id'), optionalLongAt(snapshot, 'parent-snapshot-id'));
  }
  const seen = new Set<bigint>();
  for (let id = to; id !== null && !seen.has(id); id = parents.get(id) ?? null) {
    if (id === from) return true;
    seen.add(id);
  }
  return false;
}
