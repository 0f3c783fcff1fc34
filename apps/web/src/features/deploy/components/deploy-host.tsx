'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { DeployDialog, type DeployTarget } from './deploy-dialog';

const OpenPlan = createContext<((target: DeployTarget) => void) | null>(null);

/**
 * Holds the one deploy dialog of a pipeline's page. It stands above the tabs, because what asks for a plan may go while
 * the deploy is under way: a problem that is solved, or the button for a version that is now the deployed one.
 */
export function DeployHost({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<DeployTarget | null>(null);
  return (
    <OpenPlan value={setTarget}>
      {children}
      <DeployDialog target={target} onClose={() => setTarget(null)} />
    </OpenPlan>
  );
}

/** Opens the plan of a deploy or roll back. Nothing happens before the plan's button is pressed. */
export function useOpenPlan(): (target: DeployTarget) => void {
  const open = useContext(OpenPlan);
  if (open === null) throw new Error('useOpenPlan is used outside a DeployHost');
  return open;
}
