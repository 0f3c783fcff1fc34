'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { Loaded } from '../../../components/ui/loaded';
import { useTRPC } from '../../../lib/trpc';
import { useNow } from '../../../lib/use-now';
import { NewPipelineButton } from '../../new-pipeline';
import { useProject } from '../../projects/use-project';
import { countByStatus, filterRows } from '../filter-rows';
import { useListState } from '../use-list-state';
import { FilterInput } from './filter-input';
import { NoPipelines, NothingFits } from './list-empty';
import { PeekPanel } from './peek-panel';
import { PipelinesTable } from './pipelines-table';
import { StatusFilterBar } from './status-filter-bar';

export function PipelinesPage() {
  const trpc = useTRPC();
  const project = useProject();
  const list = useQuery(
    trpc.pipelines.list.queryOptions({ projectId: project.id, environmentId: project.environment.id }),
  );
  const { text, setText, status, setStatus, peek, setPeek } = useListState();
  const now = useNow();
  const rows = useMemo(() => filterRows(list.data ?? [], text, status, now), [list.data, text, status, now]);
  const openPeek = useCallback((key: string | null) => void setPeek(key), [setPeek]);
  const clear = () => {
    void setText(null);
    void setStatus(null);
  };
  return (
    <>
      <header className="flex min-h-[52px] flex-wrap items-center gap-2.5 px-4 pt-3 pb-2.5">
        <h1 className="m-0 text-xl font-[620] tracking-[-.01em]">Pipelines</h1>
        <div className="flex-1" />
        <FilterInput value={text} onChange={(next) => void setText(next || null)} />
        {list.data ? (
          <StatusFilterBar
            value={status}
            onChange={(next) => void setStatus(next)}
            counts={countByStatus(list.data, now)}
          />
        ) : null}
        <NewPipelineButton />
      </header>
      <Loaded
        query={list}
        failed="The pipelines could not be read"
        loading={{ rows: 6, label: 'Loading pipelines' }}
      >
        {(all) =>
          all.length === 0 ? (
            <NoPipelines />
          ) : rows.length === 0 ? (
            <NothingFits onClear={clear} />
          ) : (
            <PipelinesTable rows={rows} peek={peek} onPeek={openPeek} />
          )
        }
      </Loaded>
      <PeekPanel row={list.data?.find((row) => row.key === peek) ?? null} onClose={() => openPeek(null)} />
    </>
  );
}
