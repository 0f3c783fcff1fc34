import type { TableDetailAnswer, TableSnapshot, TableUpkeepAnswer } from '@penstock/control/contracts';
import { formatBytes, formatCount, formatDuration, plural } from '../../lib/format';

type Named = { namespace: readonly string[]; table: string };

export const tableName = ({ namespace, table }: Named) => [...namespace, table].join('.');

/** A level per path segment, so that a dot in a name stays part of it. */
export const tableHref = ({ namespace, table }: Named) =>
  `/tables/${[...namespace, table].map(encodeURIComponent).join('/')}`;

/** Bytes from a decimal string. */
export const formatSize = (bytes: string | null) => formatBytes(bytes === null ? null : Number(bytes));

/** "+1,204", for rows and files that a snapshot added; nothing for one that added none. */
export function formatAdded(count: string | null): string {
  return count === null || count === '0' ? '' : `+${formatCount(count)}`;
}

/** How long snapshots are kept, in a sentence. */
export function keepingWords({
  expires,
  maxSnapshots,
  maxAgeMs,
  minSnapshots,
  graceMs,
}: TableDetailAnswer['keeping']): string {
  if (!expires) return 'The table sets gc.enabled to false: no snapshot and no file is ever removed.';
  const age = formatDuration(Number(maxAgeMs));
  const least = minSnapshots === '1' ? '' : `, at least ${formatCount(minSnapshots)}`;
  const most = maxSnapshots === null ? '' : ` and the newest ${formatCount(maxSnapshots)} at most`;
  const grace = formatDuration(graceMs);
  return `Snapshots are kept for ${age}${least}${most}; their files go ${grace} later. Restore points keep theirs.`;
}

/** When a snapshot goes; nothing while something keeps it. `now` in ms since 1970. */
export function stayWords(snapshot: TableSnapshot, now: number): string {
  if (snapshot.due) return 'with the next upkeep';
  if (snapshot.expiresAt === null) return '';
  const left = formatDuration(Math.max(60_000, Date.parse(snapshot.expiresAt) - now));
  return snapshot.estimated ? `in about ${left}` : `in ${left}`;
}

/** True when upkeep would change or delete nothing. */
export function isNothing(plan: TableUpkeepAnswer): boolean {
  return plan.snapshots + plan.refs.length + plan.manifests.merged + plan.deleted.files === 0;
}

/** What was done, as the message afterwards says it. */
export function doneWords(done: TableUpkeepAnswer): string {
  const parts = [
    done.snapshots > 0 ? `${plural(done.snapshots, 'snapshot')} expired` : '',
    done.refs.length > 0 ? `${done.refs.join(', ')} removed` : '',
    done.manifests.merged > 0 ? `${done.manifests.merged} manifests merged into ${done.manifests.into}` : '',
    done.deleted.files > 0
      ? `${plural(done.deleted.files, 'file')} (${formatBytes(done.deleted.bytes)}) deleted`
      : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'There was nothing to do any more.' : `${parts.join(', ')}.`;
}
