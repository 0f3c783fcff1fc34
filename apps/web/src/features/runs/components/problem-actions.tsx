'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../lib/trpc';
import { ChooseStartButton, RollBackButton } from '../../deploy';
import { useProject } from '../../projects/use-project';

type ProblemActionsProps = {
  pipelineKey: string;
  pipelineId: string;
  runs: number;
  /** Only a person's choice of a start ends the problem; another version would not. */
  choosesStart: boolean;
};

/** What ends the problem: a new start, or the version before the one that has it. */
export function ProblemActions({ choosesStart, ...target }: ProblemActionsProps) {
  return choosesStart ? (
    <ChooseStartButton
      pipelineKey={target.pipelineKey}
      pipelineId={target.pipelineId}
      versionNumber={target.runs}
    />
  ) : (
    <RollBackToBefore {...target} />
  );
}

function RollBackToBefore({ pipelineKey, pipelineId, runs }: Omit<ProblemActionsProps, 'choosesStart'>) {
  const trpc = useTRPC();
  const project = useProject();
  const versions = useQuery(trpc.pipelines.versions.queryOptions({ projectId: project.id, pipelineId }));
  const before = versions.data?.map(({ number }) => number).filter((number) => number < runs) ?? [];
  return before.length > 0 ? (
    <RollBackButton pipelineKey={pipelineKey} versionNumber={Math.max(...before)} />
  ) : null;
}
