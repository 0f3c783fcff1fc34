'use client';

import { cn } from '../../../lib/cn';
import { formatCount } from '../../../lib/format';
import { type StatusFilter, statusFilters } from '../filter-rows';

const labels: Record<StatusFilter, string> = {
  all: 'All',
  running: 'Running',
  failing: 'Failing',
  stopped: 'Stopped',
  draft: 'Draft',
};

/** All 4 · Running 2 · Failing 1 · Stopped 1; a status that no pipeline has is left out. */
export function StatusFilterBar({
  value,
  onChange,
  counts,
}: {
  value: StatusFilter;
  onChange(value: StatusFilter): void;
  counts: Record<StatusFilter, number>;
}) {
  const shown = statusFilters.filter((status) => status === 'all' || status === value || counts[status] > 0);
  return (
    <fieldset className="m-0 flex h-7 items-center overflow-hidden rounded-md border border-line bg-panel p-0">
      <legend className="sr-only">Status</legend>
      {shown.map((status) => (
        <button
          key={status}
          type="button"
          aria-pressed={status === value}
          onClick={() => onChange(status)}
          className={cn(
            'flex h-full items-center gap-1 border-r px-2 text-muted outline-offset-[-2px] last:border-r-0 hover:bg-sunken hover:text-fg',
            status === value && 'bg-accent-soft text-fg hover:bg-accent-soft',
          )}
        >
          {labels[status]} <b className="font-[550]">{formatCount(counts[status])}</b>
        </button>
      ))}
    </fieldset>
  );
}
