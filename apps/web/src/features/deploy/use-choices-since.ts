'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../lib/trpc';
import { useProject } from '../projects/use-project';

type Choice = DeployPlan['startChoices'][number];

/** The plan's start choices, with the number of messages since the named time once the broker has told it. */
export function useChoicesSince(plan: DeployPlan, pipelineId: string, at: string | undefined): Choice[] {
  const trpc = useTRPC();
  const project = useProject();
  const target = {
    projectId: project.id,
    environmentId: project.environment.id,
    pipelineId,
    versionNumber: plan.toVersion,
  };
  const asked = useQuery({
    ...trpc.deployments.plan.queryOptions(at === undefined ? skipToken : { ...target, at }),
    placeholderData: keepPreviousData,
  });
  const since = at === undefined ? undefined : asked.data?.startChoices.find(({ kind }) => kind === 'time');
  return plan.startChoices.map((choice) => (choice.kind === 'time' && since ? since : choice));
}
