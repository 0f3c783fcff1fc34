'use client';

import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { Table, Td, Th, Tr } from '../../../components/ui/table';
import { formatClock, formatDuration, formatExact } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';

/** What happened, newest first. */
export function EventsList({ deploymentId, limit = 100 }: { deploymentId: string; limit?: number }) {
  const trpc = useTRPC();
  const project = useProject();
  const events = useQuery(trpc.runs.events.queryOptions({ projectId: project.id, deploymentId, limit }));
  if (events.isError && !events.data)
    return (
      <ErrorState
        title="The events could not be read"
        error={events.error}
        onRetry={() => void events.refetch()}
      />
    );
  if (events.isPending) return <SkeletonRows rows={3} label="Loading events" />;
  if (events.data.length === 0) return <p className="m-0 px-4 py-3 text-muted">Nothing has happened yet.</p>;
  return (
    <Table aria-label="Events">
      <thead>
        <tr>
          <Th className="w-24">Time</Th>
          <Th>Event</Th>
          <Th>Where</Th>
          <Th numeric className="w-20">
            Took
          </Th>
        </tr>
      </thead>
      <tbody>
        {events.data.map((event) => (
          <Tr key={event.id}>
            <Td className="font-mono text-sm">
              <time dateTime={event.at} title={formatExact(event.at)}>
                {formatClock(event.at)}
              </time>
            </Td>
            <Td className="py-1 whitespace-normal">{event.message}</Td>
            <Td className="text-muted">{event.place ?? ''}</Td>
            <Td numeric>{formatDuration(event.tookMs)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
