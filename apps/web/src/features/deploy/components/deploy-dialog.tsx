'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { useTRPC } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { DeployProgressContent } from './deploy-progress';
import { PlanContent } from './plan-content';

export type DeployTarget = { pipelineId: string; pipelineKey: string; versionNumber: number };

type DeployDialogProps = { target: DeployTarget | null; onClose(): void };

/** A deploy or roll back: the plan first, then its steps while they happen. Closing does not stop what has begun. */
export function DeployDialog({ target, onClose }: DeployDialogProps) {
  if (target === null) return null;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DeployContent key={`${target.pipelineId}:${target.versionNumber}`} target={target} onClose={onClose} />
    </Dialog>
  );
}

function DeployContent({ target, onClose }: { target: DeployTarget; onClose(): void }) {
  const project = useProject();
  const trpc = useTRPC();
  const [begun, setBegun] = useState<DeployPlan | null>(null);
  const { pipelineId, versionNumber } = target;
  const plan = useQuery({
    ...trpc.deployments.plan.queryOptions({
      projectId: project.id,
      environmentId: project.environment.id,
      pipelineId,
      versionNumber,
    }),
    enabled: begun === null,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (begun !== null) return <DeployProgressContent plan={begun} pipelineId={pipelineId} onClose={onClose} />;
  if (plan.data === undefined) {
    return (
      <DialogContent
        title={`Deploy ${target.pipelineKey} v${versionNumber}`}
        description="Nothing has been touched yet."
      >
        {plan.isError ? (
          <ErrorState
            title="The plan could not be made"
            error={plan.error}
            onRetry={() => void plan.refetch()}
          />
        ) : (
          <SkeletonRows rows={5} label="Making the plan" />
        )}
      </DialogContent>
    );
  }
  return (
    <PlanContent
      plan={plan.data}
      pipelineId={pipelineId}
      onBegun={setBegun}
      onStale={() => void plan.refetch()}
    />
  );
}
