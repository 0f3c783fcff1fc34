'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { EmptyState } from '../../../components/ui/empty-state';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { Table, Th } from '../../../components/ui/table';
import { useTRPC } from '../../../lib/trpc';
import { RunnerRow } from './runner-row';

export function RunnersPage() {
  const trpc = useTRPC();
  const runners = useQuery(trpc.runners.list.queryOptions());
  return (
    <>
      <header className="flex min-h-[52px] items-center px-4 pt-3 pb-2.5">
        <h1 className="m-0 text-xl font-[620] tracking-[-.01em]">Runners</h1>
      </header>
      {runners.isError && !runners.data ? (
        <ErrorState
          title="The runners could not be read"
          error={runners.error}
          onRetry={() => void runners.refetch()}
        />
      ) : runners.isPending ? (
        <SkeletonRows rows={2} label="Loading runners" />
      ) : runners.data.length === 0 ? (
        <EmptyState title="No runner has reported yet" icon={<Server />}>
          A runner carries out what is deployed. One is started with Penstock; it appears here with its first
          report.
        </EmptyState>
      ) : (
        <div className="overflow-x-auto">
          <Table aria-label="Runners">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Contact</Th>
                <Th>Pipelines</Th>
                <Th>Engines</Th>
                <Th numeric>Memory</Th>
                <Th numeric>CPU</Th>
                <Th>Started</Th>
                <Th>Where</Th>
              </tr>
            </thead>
            <tbody>
              {runners.data.map((runner) => (
                <RunnerRow key={runner.name} runner={runner} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </>
  );
}
