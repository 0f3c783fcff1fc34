import { isJsonObject, type JsonObject, optionalLongAt } from '../json/json-object';
import { snapshotById } from '../metadata/ancestry';
import type { Candidate } from './prepare';

/**
 * True when a commit without a position is the repeat of one that landed: the snapshots it adds are in the tables
 * already, with the same manifest lists. Clients repeat a POST after a lost reply; answering 409 would make them
 * delete the files of a commit that everybody sees.
 */
export function landedBefore(candidates: readonly Candidate[]): boolean {
  if (candidates.some((candidate) => candidate.positions.length > 0)) return false;
  const adding = candidates.filter((candidate) => addedSnapshots(candidate).length > 0);
  return (
    adding.length > 0 &&
    adding.every((candidate) =>
      addedSnapshots(candidate).every((snapshot) => isStored(candidate.current?.file.metadata, snapshot)),
    )
  );
}

/** True when one of the snapshots that the updates add is in the table already, with the same manifest list. */
export function addsStoredSnapshot(updates: readonly JsonObject[], metadata: JsonObject): boolean {
  return snapshotsIn(updates).some((snapshot) => isStored(metadata, snapshot));
}

const addedSnapshots = (candidate: Candidate) => snapshotsIn(candidate.change.updates);

function snapshotsIn(updates: readonly JsonObject[]): JsonObject[] {
  return updates
    .filter((update) => update.action === 'add-snapshot')
    .map((update) => update.snapshot)
    .filter((snapshot) => isJsonObject(snapshot));
}

function isStored(metadata: JsonObject | undefined, snapshot: JsonObject): boolean {
  const id = optionalLongAt(snapshot, 'snapshot-id');
  if (metadata === undefined || id === null) return false;
  const stored = snapshotById(metadata, id);
  return stored !== undefined && stored['manifest-list'] === snapshot['manifest-list'];
}
