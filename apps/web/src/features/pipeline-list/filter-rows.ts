import type { PipelineRow } from '@penstock/control/contracts';
import { describeStatus, type StatusGroup } from '../deploy/status';

export const statusFilters = ['all', 'running', 'failing', 'stopped', 'draft'] as const;
export type StatusFilter = (typeof statusFilters)[number];

export function groupOf(row: PipelineRow, now: number): StatusGroup {
  return describeStatus(row.deployment, now, { published: row.id !== null }).group;
}

/** How many rows each filter would show. */
export function countByStatus(rows: readonly PipelineRow[], now: number): Record<StatusFilter, number> {
  const counts: Record<StatusFilter, number> = {
    all: rows.length,
    running: 0,
    failing: 0,
    stopped: 0,
    draft: 0,
  };
  for (const row of rows) counts[groupOf(row, now)] += 1;
  return counts;
}

/** Rows of one status whose key, Kafka topic or table holds every word of the text. */
export function filterRows(
  rows: readonly PipelineRow[],
  text: string,
  status: StatusFilter,
  now: number,
): PipelineRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (status !== 'all' && groupOf(row, now) !== status) return false;
    const haystack = `${row.key} ${row.kafkaTopic} ${row.table}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}
