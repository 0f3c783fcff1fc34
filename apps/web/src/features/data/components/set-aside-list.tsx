'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { EmptyState } from '../../../components/ui/empty-state';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { Table, Th } from '../../../components/ui/table';
import { formatCount, plural } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { ReplayAll } from './replay-all';
import { SetAsideRow } from './set-aside-row';

const pageSize = 50;

/** Records that could not be read or came too late, newest first, with their bytes and where they stand in Kafka. */
export function SetAsideList({ deploymentId }: { deploymentId: string }) {
  const trpc = useTRPC();
  const project = useProject();
  // Cursors of the pages walked so far; the last one is shown.
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const page = useQuery(
    trpc.setAside.list.queryOptions(
      { projectId: project.id, deploymentId, cursor: cursors.at(-1), limit: pageSize },
      { placeholderData: keepPreviousData },
    ),
  );
  if (page.isError && !page.data)
    return (
      <ErrorState
        title="The set-aside records could not be read"
        error={page.error}
        onRetry={() => void page.refetch()}
      />
    );
  if (page.isPending) return <SkeletonRows rows={6} label="Loading set-aside records" />;
  const { records, nextCursor, total, replayed } = page.data;
  if (total === 0) {
    return (
      <EmptyState title="Nothing was set aside" icon={<ShieldCheck />}>
        Every record so far could be read and transformed. One that cannot is kept here with its bytes and the
        reason.
      </EmptyState>
    );
  }
  const first = (cursors.length - 1) * pageSize + 1;
  return (
    <>
      <div className="flex items-center gap-2 border-b px-4 py-1.5">
        <span className="text-muted">
          {formatCount(first)} to {formatCount(first + records.length - 1)} of {plural(total, 'record')}
          {replayed === 0 ? '' : `, ${formatCount(replayed)} of them replayed`}
        </span>
        <div className="flex-1" />
        <ReplayAll deploymentId={deploymentId} open={total - replayed} />
        <Button disabled={cursors.length === 1} onClick={() => setCursors((walked) => walked.slice(0, -1))}>
          Newer
        </Button>
        <Button
          disabled={nextCursor === null}
          onClick={() => nextCursor !== null && setCursors((walked) => [...walked, nextCursor])}
        >
          Older
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <Table aria-label="Set-aside records" className="table-fixed">
          <thead>
            <tr>
              <Th className="w-24">When</Th>
              <Th className="w-28 min-[1200px]:w-56">Kind</Th>
              <Th className="w-[36%]">Why</Th>
              <Th className="w-32">Where</Th>
              <Th>Value</Th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <SetAsideRow key={record.id} record={record} deploymentId={deploymentId} />
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}
