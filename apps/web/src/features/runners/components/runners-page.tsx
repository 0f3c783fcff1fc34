'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { EmptyState } from '../../../components/ui/empty-state';
import { Loaded } from '../../../components/ui/loaded';
import { ScrollRegion } from '../../../components/ui/scroll-region';
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
      <Loaded
        query={runners}
        failed="The runners could not be read"
        loading={{ rows: 2, label: 'Loading runners' }}
      >
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="No runner has reported yet" icon={<Server />}>
              A runner carries out what is deployed. One is started with Penstock; it appears here with its
              first report.
            </EmptyState>
          ) : (
            <ScrollRegion label="Runners">
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
                  {all.map((runner) => (
                    <RunnerRow key={runner.name} runner={runner} />
                  ))}
                </tbody>
              </Table>
            </ScrollRegion>
          )
        }
      </Loaded>
    </>
  );
}
