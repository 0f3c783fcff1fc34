'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readAppError } from '../../lib/app-error';
import { useTRPC, useTRPCClient } from '../../lib/trpc';
import { useProject } from '../projects/use-project';
import type { ChosenStart } from './use-start';

/** Carries out exactly the plan that was read; when the world has changed since, the plan is made anew instead. */
export function useDeploy(
  plan: DeployPlan,
  pipelineId: string,
  onBegun: (plan: DeployPlan) => void,
  onStale: () => void,
) {
  const project = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ title: string; error: unknown } | null>(null);
  const run = async (start: ChosenStart | undefined) => {
    setBusy(true);
    setError(null);
    try {
      const input = {
        projectId: project.id,
        environmentId: project.environment.id,
        pipelineId,
        versionNumber: plan.toVersion,
        token: plan.token,
      };
      const view = await client.deployments.deploy.mutate({
        ...input,
        ...(start === undefined ? {} : { start }),
      });
      const { environmentId } = input;
      queries.setQueryData(
        trpc.deployments.forPipeline.queryKey({ projectId: project.id, environmentId, pipelineId }),
        view,
      );
      onBegun(plan);
      await Promise.all([
        queries.invalidateQueries({ queryKey: trpc.deployments.pathKey() }),
        queries.invalidateQueries({ queryKey: trpc.pipelines.pathKey() }),
        queries.invalidateQueries({ queryKey: trpc.drafts.pathKey() }),
      ]);
    } catch (failure) {
      const stale = readAppError(failure).code === 'conflict';
      setError({
        title: stale
          ? 'Something changed since this plan was made. Read it once more.'
          : 'The deploy was not accepted',
        error: failure,
      });
      if (stale) onStale();
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}
