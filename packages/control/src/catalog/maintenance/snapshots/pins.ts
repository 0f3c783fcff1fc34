import { isJsonObject, type JsonObject, jsonLong, longAt, objectsAt } from '../../json/json-object';
import type { Queryable } from '../../store/database';

/** Restore points are seen from outside as Iceberg tags of this name, one per snapshot. */
const pinPrefix = 'penstock-restore-';

export const pinName = (snapshotId: string) => `${pinPrefix}${snapshotId}`;
export const isPinName = (ref: string) => ref.startsWith(pinPrefix);

/** Snapshots (decimal ids) that restore points of a table name, newest restore point first. The rows are the truth, tags their image. */
export async function pinnedSnapshots(db: Queryable, tableUuid: string): Promise<string[]> {
  const result = await db.query<{ id: string }>(
    `SELECT snapshot_id AS id FROM restore_points
      WHERE table_uuid = $1 AND snapshot_id IS NOT NULL AND (usable_until IS NULL OR usable_until > clock_timestamp())
      GROUP BY snapshot_id ORDER BY max(at) DESC`,
    [tableUuid],
  );
  return result.rows.map((row) => row.id);
}

/** Restore points whose snapshot is not kept any longer say so: they cannot be used from now on. */
export async function endRestorePoints(
  db: Queryable,
  tableUuid: string,
  snapshotIds: readonly string[],
): Promise<void> {
  if (snapshotIds.length === 0) return;
  await db.query(
    `UPDATE restore_points SET usable_until = clock_timestamp()
      WHERE table_uuid = $1 AND snapshot_id = ANY($2::text[]) AND (usable_until IS NULL OR usable_until > clock_timestamp())`,
    [tableUuid, snapshotIds],
  );
}

/** The updates that make a table's tags equal to its restore points; snapshots that are gone cannot be tagged. */
export function pinUpdates(metadata: JsonObject, pinned: ReadonlySet<string>): JsonObject[] {
  const refs = isJsonObject(metadata.refs) ? metadata.refs : {};
  const present = new Set(
    objectsAt(metadata, 'snapshots').map((snapshot) => longAt(snapshot, 'snapshot-id').toString()),
  );
  const wanted = [...pinned].filter((id) => present.has(id));
  const names = new Set(wanted.map(pinName));
  const removed = Object.keys(refs).filter((name) => isPinName(name) && !names.has(name));
  return [
    ...wanted
      .filter((id) => !isJsonObject(refs[pinName(id)]))
      .map(
        (id): JsonObject => ({
          action: 'set-snapshot-ref',
          'ref-name': pinName(id),
          type: 'tag',
          'snapshot-id': jsonLong(BigInt(id)),
        }),
      ),
    ...removed.map((name): JsonObject => ({ action: 'remove-snapshot-ref', 'ref-name': name })),
  ];
}
