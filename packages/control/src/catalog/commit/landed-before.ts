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
    adding.every((candidate) => addedSnapshots(candidate).every((snapshot) => isStored(candidate, snapshot)))
  );
}

function addedSnapshots(candidate: Candidate): JsonObject[] {
  return candidate.change.updates
    .filter((update) => update.action === 'add-snapshot')
    .map((update) => update.snapshot)
    .filter((snapshot) => isJsonObject(snapshot));
}

function isStored(candidate: Candidate, snapshot: JsonObject): boolean {
  const id = optionalLongAt(snapshot, 'snapshot-id');
  if (candidate.current === null || id === null) return false;
  const stored = snapshotById(candidate.current.file.metadata, id);
  return stored !== undefined && stored['manifest-list'] === snapshot['manifest-list'];
}
