'use client';

import type { TableName } from '@penstock/control/contracts';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ErrorState } from '../../../components/ui/error-state';
import { Loaded } from '../../../components/ui/loaded';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { keepingWords } from '../table-words';
import { SnapshotsTable } from './snapshots-table';
import { TableFacts } from './table-facts';
import { TendButton } from './tend-button';

/** One table: its numbers, its snapshots with who wrote them, and what keeps them. */
export function TablePage({ name }: { name: TableName }) {
  const trpc = useTRPC();
  const project = useProject();
  const detail = useQuery(trpc.tables.get.queryOptions({ projectId: project.id, ...name }));
  return (
    <>
      <header className="flex min-h-[52px] flex-wrap items-center gap-x-2.5 gap-y-1 px-4 pt-3 pb-2.5">
        <h1 className="m-0 min-w-0 truncate text-xl font-[620] tracking-[-.01em]">
          <Link href="/tables" className="font-normal text-muted hover:text-fg">
            Tables
          </Link>
          <span className="px-1.5 font-normal text-faint">/</span>
          <span className="font-normal text-muted">{name.namespace.join('.')}.</span>
          {name.table}
        </h1>
        <div className="flex-1" />
        {detail.data ? <TendButton name={name} /> : null}
      </header>
      <Loaded
        query={detail}
        failed="The table could not be read"
        loading={{ rows: 8, label: 'Loading the table' }}
      >
        {(read) => (
          <>
            {detail.isError ? (
              <ErrorState title="These numbers are old: the last read failed" error={detail.error} compact />
            ) : null}
            <TableFacts detail={read} />
            <p className="m-0 border-b px-4 py-2 text-muted">{keepingWords(read.keeping)}</p>
            <SnapshotsTable detail={read} label={`Snapshots of ${name.table}`} />
          </>
        )}
      </Loaded>
    </>
  );
}
