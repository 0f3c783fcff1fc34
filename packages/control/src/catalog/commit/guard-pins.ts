import type { Principal } from '../auth/principal';
import { forbidden } from '../errors';
import { printTable } from '../identifiers';
import { isJsonObject, type JsonObject, longAt, objectsAt, sameJson } from '../json/json-object';
import { isPinName, pinnedSnapshots } from '../maintenance/snapshots/pins';
import type { Queryable } from '../store/database';
import type { PreparedChange } from './types';

/** Nobody but Penstock touches the tags that pin snapshots (rule 9). Throws 403. */
export function guardPinTags(principal: Principal, changes: readonly PreparedChange[]): void {
  if (principal.kind === 'internal') return;
  for (const { ident, current, metadata } of changes) {
    if (!sameJson(pinsOf(current?.file.metadata ?? {}), pinsOf(metadata))) {
      throw forbidden(
        `${printTable(ident)}: tags named penstock-restore-… belong to Penstock's restore points`,
      );
    }
  }
}

/**
 * Rule 9: nobody removes a snapshot that a restore point names. Asked under the table's lock, so that a restore point
 * which was recorded while the commit wrote its files counts as well. Throws 403.
 */
export async function requireUnpinned(db: Queryable, changes: readonly PreparedChange[]): Promise<void> {
  for (const { ident, current, metadata } of changes) {
    if (current === null) continue;
    const removed = removedSnapshots(current.file.metadata, metadata);
    if (removed.size === 0) continue;
    const lost = (await pinnedSnapshots(db, current.row.uuid)).find((id) => removed.has(id));
    if (lost !== undefined) {
      throw forbidden(
        `${printTable(ident)}: snapshot ${lost} cannot be removed, a restore point names it. Keep it, or expire up to the snapshots before it`,
      );
    }
  }
}

function pinsOf(metadata: JsonObject): JsonObject {
  const refs = isJsonObject(metadata.refs) ? metadata.refs : {};
  return Object.fromEntries(Object.entries(refs).filter(([name]) => isPinName(name)));
}

/** By the very objects, which updates leave as they are; ids are parsed only of those that go. */
function removedSnapshots(base: JsonObject, next: JsonObject): Set<string> {
  const kept = new Set(objectsAt(next, 'snapshots'));
  const removed = objectsAt(base, 'snapshots').filter((snapshot) => !kept.has(snapshot));
  return new Set(removed.map((snapshot) => longAt(snapshot, 'snapshot-id').toString()));
}
