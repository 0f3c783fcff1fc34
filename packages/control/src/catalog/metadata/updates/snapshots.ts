import { badRequest, commitFailed } from '../../errors';
import {
  asArray,
  asLong,
  asObject,
  asStringMap,
  isJsonObject,
  type JsonObject,
  longAt,
  optionalLongAt,
  stringAt,
} from '../../json/json-object';
import type { MetadataDraft } from '../draft';
import { rowLineageVersion } from '../format-version';
import { dropRefsTo } from './snapshot-refs';

/** Adds a snapshot; it becomes visible only when a ref points to it. */
export function addSnapshot(draft: MetadataDraft, update: JsonObject): void {
  const snapshot = asObject(update.snapshot, 'snapshot');
  const id = longAt(snapshot, 'snapshot-id');
  stringAt(snapshot, 'manifest-list');
  longAt(snapshot, 'timestamp-ms');
  optionalLongAt(snapshot, 'schema-id');
  if (snapshot.summary !== undefined) asStringMap(snapshot.summary, 'summary');
  const isKnown = draft.objects('snapshots').some((entry) => longAt(entry, 'snapshot-id') === id);
  if (isKnown || draft.removedSnapshotIds.has(id)) {
    throw badRequest(`Snapshot already exists for id: ${id}`);
  }
  takeSequenceNumber(draft, snapshot);
  if (draft.long('format-version') >= rowLineageVersion) takeRowIds(draft, snapshot);
  draft.append('snapshots', snapshot);
  draft.addedSnapshots.push(snapshot);
}

/** A number that is not above the table's means that the snapshot was made on an older base: a retry helps. */
function takeSequenceNumber(draft: MetadataDraft, snapshot: JsonObject): void {
  const sequence = optionalLongAt(snapshot, 'sequence-number') ?? 0n;
  const last = draft.long('last-sequence-number');
  const hasParent = optionalLongAt(snapshot, 'parent-snapshot-id') !== null;
  if (draft.long('format-version') > 1n && sequence <= last && hasParent) {
    throw commitFailed(
      `Cannot add snapshot with sequence number ${sequence} older than last sequence number ${last}`,
    );
  }
  if (sequence > last) draft.setLong('last-sequence-number', sequence);
}

/**
 * Row lineage of format version 3: the snapshot names the first of the row ids that it takes. They end behind the
 * rows it adds, also when it left a gap, so that no id is given twice.
 */
function takeRowIds(draft: MetadataDraft, snapshot: JsonObject): void {
  const first = optionalLongAt(snapshot, 'first-row-id');
  const added = optionalLongAt(snapshot, 'added-rows');
  if (first === null) throw badRequest('Cannot add a snapshot: first-row-id is null');
  if (added === null || added < 0n)
    throw badRequest('Cannot add a snapshot: added-rows is missing or negative');
  const next = draft.long('next-row-id');
  if (first < next) {
    throw commitFailed(`Cannot add a snapshot, first-row-id is behind table next-row-id: ${first} < ${next}`);
  }
  draft.setLong('next-row-id', first + added);
}

/** Removes snapshots with the refs and statistics that name them; unknown ids are no error (removing is idempotent). */
export function removeSnapshots(draft: MetadataDraft, update: JsonObject): void {
  const ids = new Set(
    asArray(update['snapshot-ids'], 'snapshot-ids').map((id) => asLong(id, 'snapshot-ids')),
  );
  const gone = (entry: JsonObject) => ids.has(longAt(entry, 'snapshot-id'));
  for (const id of ids) draft.removedSnapshotIds.add(id);
  draft.doc.snapshots = draft.objects('snapshots').filter((entry) => !gone(entry));
  for (const key of ['statistics', 'partition-statistics']) {
    if (Array.isArray(draft.doc[key])) draft.doc[key] = draft.objects(key).filter((entry) => !gone(entry));
  }
  dropRefsTo(draft, ids);
  trimSnapshotLog(draft, ids);
}

/** History before a removed snapshot has a hole and is dropped (Iceberg's `updateSnapshotLog`). */
function trimSnapshotLog(draft: MetadataDraft, removed: ReadonlySet<bigint>): void {
  const log = draft.objects('snapshot-log');
  let start = 0;
  for (const [index, entry] of log.entries()) {
    if (isJsonObject(entry) && removed.has(longAt(entry, 'snapshot-id'))) start = index + 1;
  }
  if (start > 0) draft.doc['snapshot-log'] = log.slice(start);
}
