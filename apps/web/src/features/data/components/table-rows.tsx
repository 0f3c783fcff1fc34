'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { Button } from '../../../components/ui/button';
import { EmptyState } from '../../../components/ui/empty-state';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { TextLink } from '../../../components/ui/text-link';
import { cn } from '../../../lib/cn';
import { formatClock, formatCount, plural } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { tableHref, tableName } from '../../tables/table-words';
import { RowsTable } from './rows-table';

const everyMs = 3_000;

/** The newest rows as readers of the table see them. */
export function TableRows({ deploymentId }: { deploymentId: string }) {
  const trpc = useTRPC();
  const project = useProject();
  const [auto, setAuto] = useQueryState('auto', parseAsBoolean.withDefault(false));
  const rows = useQuery(
    trpc.tableRows.newest.queryOptions(
      { projectId: project.id, deploymentId, limit: 100 },
      { refetchInterval: auto ? everyMs : false, staleTime: 5_000 },
    ),
  );
  if (rows.isError && !rows.data)
    return (
      <ErrorState
        title="The table could not be read"
        error={rows.error}
        onRetry={() => void rows.refetch()}
      />
    );
  if (rows.isPending) return <SkeletonRows rows={8} label="Reading the newest rows" />;
  const { data } = rows;
  const { table } = data;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-1.5">
        <TextLink href={tableHref(data)} prefetch={false}>
          {tableName(data)}
        </TextLink>
        <span className="text-muted">
          {plural(data.rows.length, 'newest row')}
          {data.totalRecords === null ? null : ` of ${formatCount(data.totalRecords)}`}
          {data.snapshotId ? ` · snapshot ${data.snapshotId}` : null} · read at{' '}
          {formatClock(rows.dataUpdatedAt)}
        </span>
        <div className="flex-1" />
        <label className="flex items-center gap-1.5 text-muted">
          <input
            type="checkbox"
            checked={auto}
            onChange={(event) => void setAuto(event.target.checked || null)}
            className="accent-accent"
          />
          Every {everyMs / 1000} s
        </label>
        <Button onClick={() => void rows.refetch()} disabled={rows.isFetching}>
          <RefreshCw className={cn(rows.isFetching && 'animate-spin')} /> Refresh
        </Button>
      </div>
      {rows.isError ? (
        <ErrorState title="These rows are old: the last read failed" error={rows.error} compact />
      ) : null}
      {!data.exists ? (
        <EmptyState title={`The table ${table} does not exist yet`}>
          The first commit of the pipeline makes it.
        </EmptyState>
      ) : data.rows.length === 0 ? (
        <EmptyState title="The table has no rows">
          Rows appear with the first commit that wrote some.
        </EmptyState>
      ) : (
        <RowsTable columns={data.columns} rows={data.rows} label={`Newest rows of ${table}`} />
      )}
    </>
  );
}
