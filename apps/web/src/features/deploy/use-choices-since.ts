'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../lib/trpc';
import { useProject } from '../projects/use-project';

type Choice = DeployPlan['startChoices'][number];

/** The plan's start choices, with the number of messages since the named time once the broker has told it. */
export function useChoicesSince(plan: DeployPlan, at: string | undefined): Choice[] {
  const trpc = useTRPC();
  const project = useProject();
  const asked = useQuery(
    trpc.messages.startOffsets.queryOptions(
      plan.source !== null && at !== undefined
        ? { projectId: project.id, environmentId: project.environment.id, ...plan.source, at }
        : skipToken,
    ),
  );
  const since = asked.data?.choices.find(({ kind }) => kind === 'time');
  return plan.startChoices.map((choice) => (choice.kind === 'time' && since ? since : choice));
}
