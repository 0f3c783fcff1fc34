'use client';

import { Activity } from 'lucide-react';
import { EmptyState } from '../../../components/ui/empty-state';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { usePipeline } from '../../pipeline-page/use-pipeline';
import { Charts } from './charts';
import { DesiredObserved } from './desired-observed';
import { EventsList } from './events-list';
import { NumberTiles } from './number-tiles';
import { ProblemActions } from './problem-actions';
import { ProblemBox } from './problem-box';
import { WhatChangedLately } from './what-changed-lately';

export function RunsTab({ pipelineKey }: { pipelineKey: string }) {
  const { query, row } = usePipeline(pipelineKey);
  if (query.isError && !query.data)
    return (
      <ErrorState
        title="The pipeline could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.isPending) return <SkeletonRows rows={8} label="Loading the run" />;
  const deployment = row?.deployment;
  if (!row?.id || !deployment) {
    return (
      <EmptyState title="It has never run here" icon={<Activity />}>
        {row?.id
          ? 'Deploy a version; its rates, delays and events will stand here.'
          : 'Publish the draft, then deploy it; its rates, delays and events will stand here.'}
      </EmptyState>
    );
  }
  return (
    <div className="pb-8">
      {deployment.problem ? (
        <ProblemBox
          deployment={deployment}
          pipelineKey={pipelineKey}
          actions={
            <ProblemActions
              pipelineKey={pipelineKey}
              pipelineId={row.id}
              runs={deployment.desired.versionNumber}
              choosesStart={deployment.problem.choosesStart ?? false}
            />
          }
          lately={<WhatChangedLately deploymentId={deployment.id} />}
        />
      ) : null}
      <DesiredObserved deployment={deployment} />
      {deployment.live ? <NumberTiles live={deployment.live} /> : null}
      <Charts deploymentId={deployment.id} />
      <h2 className="m-0 px-4 pt-4 pb-1 text-sm font-semibold text-muted">Events</h2>
      <EventsList deploymentId={deployment.id} />
    </div>
  );
}
