'use client';

import { Button } from '../../../components/ui/button';
import { usePipeline } from '../../pipeline-page/use-pipeline';
import { useOpenPlan } from './deploy-host';

type RollBackButtonProps = { pipelineKey: string; versionNumber: number; size?: 'default' | 'small' };

/** Opens the plan of going back (or forward) to a version. Nothing happens before its button is pressed. */
export function RollBackButton({ pipelineKey, versionNumber, size = 'default' }: RollBackButtonProps) {
  const { row } = usePipeline(pipelineKey);
  const openPlan = useOpenPlan();
  const pipelineId = row?.id ?? null;
  const deployed = row?.deployment?.desired.versionNumber ?? null;
  const isBack = deployed !== null && versionNumber < deployed;
  return (
    <Button
      size={size}
      disabled={pipelineId === null}
      onClick={() => pipelineId !== null && openPlan({ pipelineId, pipelineKey, versionNumber })}
    >
      {isBack ? `Roll back to v${versionNumber}…` : `Deploy v${versionNumber}…`}
    </Button>
  );
}
