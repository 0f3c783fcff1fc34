'use client';

import { Button } from '../../../components/ui/button';
import type { DeployTarget } from './deploy-dialog';
import { useOpenPlan } from './deploy-host';

/** The way on for a pipeline that is held until somebody says where to read from. */
export function ChooseStartButton(target: DeployTarget) {
  const open = useOpenPlan();
  return (
    <Button variant="primary" onClick={() => open(target)}>
      Choose where to start…
    </Button>
  );
}
