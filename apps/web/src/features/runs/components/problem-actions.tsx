'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../lib/trpc';
import { RollBackButton } from '../../deploy';
import { useProject } from '../../projects/use-project';

/** Roll back to the version before the one that has the problem, when there is one. */
export function ProblemActions({
  pipelineKey,
  pipelineId,
  runs,
}: {
  pipelineKey: string;
  pipelineId: string;
  runs: number;
}) {
  const trpc = useTRPC();
  const project = useProject();
  const versions = useQuery(trpc.pipelines.versions.queryOptions({ projectId: project.id, pipelineId }));
  const before = versions.data?.map(({ number }) => number).filter((number) => number < runs) ?? [];
  return before.length > 0 ? (
    <RollBackButton pipelineKey={pipelineKey} versionNumber={Math.max(...before)} />
  ) : null;
}
