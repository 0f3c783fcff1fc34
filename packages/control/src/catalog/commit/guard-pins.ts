import type { Principal } from '../auth/principal';
import type { CatalogContext } from '../context';
import { forbidden } from '../errors';
import { printTable } from '../identifiers';
import { isJsonObject, type JsonObject, longAt, objectsAt, sameJson } from '../json/json-object';
import { isPinName, pinnedSnapshots } from '../maintenance/snapshots/pins';
import { reading } from '../store/database';
import type { PreparedChange } from './types';

/**
 * Rule 9: nobody removes a snapshot that a restore point names, and nobody but Penstock touches the tags that pin them.
 * Throws 403.
 */
export async function guardPins(
  context: CatalogContext,
  principal: Principal,
  changes: readonly PreparedChange[],
): Promise<void> {
  for (const { ident, current, metadata } of changes) {
    const base = current?.file.metadata ?? {};
    if (principal.kind !== 'internal' && !sameJson(pinsOf(base), pinsOf(metadata))) {
      throw forbidden(
        `${printTable(ident)}: tags named penstock-restore-… belong to Penstock's restore points`,
      );
    }
    const removed = removedSnapshots(base, metadata);
    if (current === null || removed.size === 0) continue;
    const pinned = await reading(() => pinnedSnapshots(context.pool, current.row.uuid));
    const lost = pinned.find((id) => removed.has(id));
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

function removedSnapshots(base: JsonObject, next: JsonObject): Set<string> {
  const ids = (metadata: JsonObject) =>
    objectsAt(metadata, 'snapshots').map((snapshot) => longAt(snapshot, 'snapshot-id').toString());
  const removed = new Set(ids(base));
  for (const id of ids(next)) removed.delete(id);
  return removed;
}
