'use client';

import type { PipelineRow } from '@penstock/control/contracts';
import Link from 'next/link';
import type { KeyboardEvent } from 'react';
import { Badge } from '../../../components/ui/badge';
import { Sparkline } from '../../../components/ui/sparkline';
import { Status } from '../../../components/ui/status';
import { Td, Tr } from '../../../components/ui/table';
import { RelativeTime } from '../../../components/ui/time';
import { cn } from '../../../lib/cn';
import { formatCount, formatDuration, formatRate, NONE } from '../../../lib/format';
import { useNow } from '../../../lib/use-now';
import { describeStatus, hasLiveNumbers } from '../../deploy/status';

const staleMs = 60_000;

type Props = {
  row: PipelineRow;
  peeked: boolean;
  onPeek(key: string | null): void;
  onMove(step: 1 | -1): void;
};

export function PipelineTableRow({ row, peeked, onPeek, onMove }: Props) {
  const now = useNow();
  const status = describeStatus(row.deployment, now, { published: row.id !== null });
  const live = hasLiveNumbers(row.deployment) ? (row.deployment?.live ?? null) : null;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === ' ') onPeek(peeked ? null : row.key);
    else if (event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'ArrowUp') onMove(-1);
    else return;
    event.preventDefault();
  }

  return (
    <Tr className={cn('relative', peeked && 'bg-accent-soft hover:bg-accent-soft')}>
      <Td className="overflow-hidden">
        <span className="flex min-w-0 items-baseline gap-1">
          <Link
            href={`/pipelines/${encodeURIComponent(row.key)}/edit`}
            prefetch={false}
            data-row={row.key}
            onKeyDown={onKeyDown}
            title={row.key}
            className="min-w-0 truncate font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {row.key}
          </Link>
          <span className="min-w-0 flex-1 truncate text-muted" title={`writes to ${row.table}`}>
            → {row.table}
          </span>
        </span>
      </Td>
      <Td className="overflow-hidden">
        <span className="flex min-w-0 items-center gap-2">
          <Status tone={status.tone} mark={status.mark} word={status.word} />
          {row.draftDiffers && row.id ? <Badge tone="warn">draft differs</Badge> : null}
          {row.valid ? null : (
            <Badge tone="bad">
              {row.draftDiffers || row.id === null ? 'draft has errors' : 'has errors'}
            </Badge>
          )}
          {status.why ? (
            <span className="min-w-0 truncate text-muted" title={status.why}>
              {status.why}
            </span>
          ) : null}
        </span>
      </Td>
      <Td>{versionText(row)}</Td>
      <Td numeric>{formatRate(live?.inPerSecond)}</Td>
      <Td numeric>{formatRate(live?.outPerSecond)}</Td>
      <Td numeric>{formatCount(live?.lag)}</Td>
      <Td numeric className={cn('max-[1199px]:pr-4', (live?.freshnessMs ?? 0) > staleMs && 'text-bad')}>
        {formatDuration(live?.freshnessMs)}
      </Td>
      <Td className={cn('max-[1199px]:hidden', status.tone === 'bad' ? 'text-bad' : 'text-accent')}>
        <Sparkline
          values={row.spark}
          label={`Records in per minute over the last 15 minutes, at most ${formatCount(Math.max(0, ...row.spark.map((value) => value ?? 0)))}`}
        />
      </Td>
      <Td className="overflow-hidden text-ellipsis text-muted max-[1199px]:hidden">
        {row.changedBy}, <RelativeTime at={row.changedAt} />
      </Td>
    </Tr>
  );
}

/** What runs, and what is newer: "v3", "v3 → v4" when a published version waits to be deployed. */
function versionText(row: PipelineRow): string {
  const runs = row.deployment?.observed.versionNumber ?? row.deployment?.desired.versionNumber ?? null;
  if (runs === null) return row.latestVersion === null ? NONE : `v${row.latestVersion}`;
  return row.latestVersion !== null && row.latestVersion !== runs
    ? `v${runs} → v${row.latestVersion}`
    : `v${runs}`;
}
