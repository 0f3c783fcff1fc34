import type { TableDetailAnswer } from '../../../contracts/table-api';
import { type JsonObject, longAt, objectsAt } from '../../json/json-object';

/** The last instant that a JavaScript date can hold, in milliseconds. */
const lastDate = 8.64e15;

type Estimate = (snapshotId: string, atMs: number) => { expiresAt: string | null; estimated: boolean };

/**
 * When a snapshot of main that nothing keeps will go: at its age, or earlier when the table is written so often that the
 * number comes first.
 */
export function expiryEstimate(metadata: JsonObject, keeping: TableDetailAnswer['keeping']): Estimate {
  const newestFirst = objectsAt(metadata, 'snapshots')
    .map((snapshot) => ({
      id: longAt(snapshot, 'snapshot-id').toString(),
      atMs: Number(longAt(snapshot, 'timestamp-ms')),
    }))
    .sort((a, b) => b.atMs - a.atMs);
  const places = new Map(newestFirst.map(({ id }, index) => [id, index]));
  const newest = newestFirst[0]?.atMs ?? 0;
  const interval = usualInterval(newestFirst.map(({ atMs }) => atMs));
  return (snapshotId, atMs) => {
    const byAge = atMs + Number(keeping.maxAgeMs);
    const toCome = (keeping.maxSnapshots ?? Number.POSITIVE_INFINITY) - (places.get(snapshotId) ?? 0);
    const byNumber = interval === null ? Number.POSITIVE_INFINITY : newest + Math.max(0, toCome) * interval;
    const at = Math.min(byAge, byNumber);
    return { expiresAt: at > lastDate ? null : new Date(at).toISOString(), estimated: byNumber < byAge };
  };
}

/** The median over the newest hundred: neither a pause nor a pinned snapshot of long ago counts. */
function usualInterval(newestFirst: readonly number[]): number | null {
  const recent = newestFirst.slice(0, 101);
  const gaps = recent.slice(1).map((atMs, index) => (recent[index] ?? atMs) - atMs);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}
