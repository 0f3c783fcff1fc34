'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../lib/trpc';
import { useProject } from '../projects/use-project';

/** The pipeline of this key: its row in the list (which carries its deployment), shared with every part of the page. */
export function usePipeline(key: string) {
  const trpc = useTRPC();
  const project = useProject();
  const query = useQuery(
    trpc.pipelines.list.queryOptions({ projectId: project.id, environmentId: project.environment.id }),
  );
  const row = query.data?.find((each) => each.key === key) ?? null;
  return { query, row, project };
}

/** The deployment with the freshest report; null when never deployed, undefined while loading. */
export function useDeployment(pipelineId: string | null | undefined) {
  const trpc = useTRPC();
  const project = useProject();
  const input = pipelineId
    ? { projectId: project.id, environmentId: project.environment.id, pipelineId }
    : skipToken;
  return useQuery(trpc.deployments.forPipeline.queryOptions(input));
}
