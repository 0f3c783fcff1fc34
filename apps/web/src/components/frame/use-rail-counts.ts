'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useProjects } from '../../features/projects/use-project';
import { useTRPC } from '../../lib/trpc';

/** How many there are of each thing in the rail; undefined while unknown. */
export function useRailCounts(): { pipelines: number | undefined; runners: number | undefined } {
  const trpc = useTRPC();
  const { current } = useProjects();
  const input = current ? { projectId: current.id, environmentId: current.environment.id } : skipToken;
  const pipelines = useQuery(trpc.pipelines.list.queryOptions(input, { select: (rows) => rows.length }));
  const runners = useQuery(trpc.runners.list.queryOptions(undefined, { select: (rows) => rows.length }));
  return { pipelines: pipelines.data, runners: runners.data };
}
