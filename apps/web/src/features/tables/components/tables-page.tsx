'use client';

import { useQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import { EmptyState } from '../../../components/ui/empty-state';
import { Loaded } from '../../../components/ui/loaded';
import { Table, Th } from '../../../components/ui/table';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { TableRow } from './table-row';

/** Every table of the warehouse, whoever writes it. */
export function TablesPage() {
  const trpc = useTRPC();
  const project = useProject();
  const list = useQuery(trpc.tables.list.queryOptions({ projectId: project.id }));
  return (
    <>
      <header className="flex min-h-[52px] items-center px-4 pt-3 pb-2.5">
        <h1 className="m-0 text-xl font-[620] tracking-[-.01em]">Tables</h1>
      </header>
      <Loaded
        query={list}
        failed="The tables could not be read"
        loading={{ rows: 4, label: 'Loading tables' }}
      >
        {({ tables }) =>
          tables.length === 0 ? (
            <EmptyState title="There is no table yet" icon={<Table2 />}>
              Deploying a pipeline makes its table. Tables that other programs create through the catalog
              appear here as well.
            </EmptyState>
          ) : (
            <div className="overflow-x-auto">
              <Table aria-label="Tables">
                <thead>
                  <tr>
                    <Th>Name</Th>
                    <Th numeric>Rows</Th>
                    <Th numeric>Size</Th>
                    <Th numeric>Files</Th>
                    <Th numeric>Snapshots</Th>
                    <Th className="pl-6">Last commit</Th>
                    <Th>Written by</Th>
                  </tr>
                </thead>
                <tbody>
                  {tables.map((summary) => (
                    <TableRow key={summary.uuid} summary={summary} />
                  ))}
                </tbody>
              </Table>
            </div>
          )
        }
      </Loaded>
    </>
  );
}
