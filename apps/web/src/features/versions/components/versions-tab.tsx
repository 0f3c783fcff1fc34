'use client';

import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { EmptyState } from '../../../components/ui/empty-state';
import { ErrorState } from '../../../components/ui/error-state';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { useTRPC } from '../../../lib/trpc';
import { RollBackButton } from '../../deploy';
import { usePipeline } from '../../pipeline-page/use-pipeline';
import { useProject } from '../../projects/use-project';
import { useCompared } from '../use-compared';
import { CompareBar } from './compare-bar';
import { RestoreButton } from './restore-button';
import { Timeline } from './timeline';
import { VersionDiff } from './version-diff';

export function VersionsTab({ pipelineKey }: { pipelineKey: string }) {
  const { query, row } = usePipeline(pipelineKey);
  if (query.isError && !query.data)
    return (
      <ErrorState
        title="The pipeline could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.isPending) return <SkeletonRows rows={8} label="Loading versions" />;
  if (!row?.id) {
    return (
      <EmptyState title="No version yet" icon={<History />}>
        Publishing the draft makes v1. Every later version is kept here and can be compared, restored and
        rolled back to.
      </EmptyState>
    );
  }
  return (
    <Versions
      pipelineKey={pipelineKey}
      pipelineId={row.id}
      deployed={row.deployment?.desired.versionNumber ?? null}
    />
  );
}

function Versions({
  pipelineKey,
  pipelineId,
  deployed,
}: {
  pipelineKey: string;
  pipelineId: string;
  deployed: number | null;
}) {
  const trpc = useTRPC();
  const project = useProject();
  const versions = useQuery(trpc.pipelines.versions.queryOptions({ projectId: project.id, pipelineId }));
  const newestFirst = [...(versions.data ?? [])].sort((a, b) => b.number - a.number);
  const compared = useCompared(newestFirst.map(({ number }) => number));
  if (versions.isError && !versions.data)
    return (
      <ErrorState
        title="The versions could not be read"
        error={versions.error}
        onRetry={() => void versions.refetch()}
      />
    );
  if (versions.isPending) return <SkeletonRows rows={8} label="Loading versions" />;
  const { from, to } = compared;
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[280px_minmax(0,1fr)] max-[1000px]:grid-cols-1">
      <aside className="overflow-auto border-r max-[1000px]:max-h-56 max-[1000px]:border-r-0 max-[1000px]:border-b">
        <Timeline versions={newestFirst} from={from} to={to} onShow={compared.show} />
      </aside>
      <section aria-label="Comparison" className="flex min-h-0 min-w-0 flex-col bg-panel">
        <CompareBar versions={newestFirst} compared={compared} />
        <ScrollRegion label="Compared lines" className="min-h-0 flex-1 py-1">
          {from !== null && to !== null ? (
            <VersionDiff
              pipelineId={pipelineId}
              from={from}
              to={to}
              part={compared.part}
              view={compared.view}
            />
          ) : null}
        </ScrollRegion>
        {to === null ? null : (
          <footer className="flex flex-wrap items-center gap-2 border-t px-3 py-2">
            <RestoreButton pipelineKey={pipelineKey} pipelineId={pipelineId} number={to} />
            {deployed !== null && deployed !== to ? (
              <RollBackButton pipelineKey={pipelineKey} versionNumber={to} />
            ) : null}
          </footer>
        )}
      </section>
    </div>
  );
}
