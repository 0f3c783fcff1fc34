'use client';

import type { ReactNode } from 'react';
import { NoProject } from '../../features/projects/components/no-project';
import { ProjectContext, useProjects } from '../../features/projects/use-project';
import { ErrorState } from '../ui/error-state';
import { SkeletonRows } from '../ui/skeleton';

/** Pages below always have a project; until then this says what is the matter. */
export function ProjectGate({ children }: { children: ReactNode }) {
  const { query, current } = useProjects();
  if (current) return <ProjectContext value={current}>{children}</ProjectContext>;
  if (query.isError)
    return (
      <ErrorState
        title="The projects could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.isPending) return <SkeletonRows rows={6} label="Loading the project" />;
  return <NoProject />;
}
