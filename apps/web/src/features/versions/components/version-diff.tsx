'use client';

import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { DiffView } from './diff-view';

type Props = { pipelineId: string; from: number; to: number; part: 'sql' | 'entry'; view: 'inline' | 'side' };

export function VersionDiff({ pipelineId, from, to, part, view }: Props) {
  const before = useVersionText(pipelineId, from);
  const after = useVersionText(pipelineId, to);
  const failed = before.isError ? before : after.isError ? after : null;
  if (failed)
    return (
      <ErrorState
        title="The versions could not be read"
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    );
  if (!before.data || !after.data) return <SkeletonRows rows={6} label="Loading the two versions" />;
  return (
    <DiffView
      same={from === to ? `v${to} as it is` : 'No difference.'}
      before={before.data[part]}
      after={after.data[part]}
      view={view}
      label={`v${from} compared with v${to}`}
    />
  );
}

/** A published version never changes, so it is read once. */
function useVersionText(pipelineId: string, number: number) {
  const trpc = useTRPC();
  const project = useProject();
  return useQuery(
    trpc.pipelines.versionText.queryOptions(
      { projectId: project.id, pipelineId, number },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
}
