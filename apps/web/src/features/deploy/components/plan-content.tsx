'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { Button } from '../../../components/ui/button';
import { DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { blockersWords, planButton, planTitle } from '../plan-words';
import { useDeploy } from '../use-deploy';
import { useStart } from '../use-start';
import { PlanRows } from './plan-rows';
import { RollBackWays } from './roll-back-ways';
import { StartChoice } from './start-choice';

type PlanContentProps = {
  plan: DeployPlan;
  pipelineId: string;
  onBegun(plan: DeployPlan): void;
  onStale(): void;
};

/** The plan as it is read, and its one button. */
export function PlanContent({ plan, pipelineId, onBegun, onStale }: PlanContentProps) {
  const start = useStart(plan, pipelineId);
  const { run, busy, error } = useDeploy(plan, pipelineId, onBegun, onStale);
  const ready = plan.blockers.length === 0 && !busy && start.ready;
  return (
    <DialogContent
      title={planTitle(plan)}
      description="Nothing has been touched yet."
      footer={
        <>
          <DialogClose render={<Button />}>Cancel</DialogClose>
          <Button variant="primary" disabled={!ready} onClick={() => void run(start.chosen)}>
            {busy ? 'Asking…' : planButton(plan)}
          </Button>
        </>
      }
    >
      <div className="px-4 pt-1.5 pb-3">
        {error === null ? null : <ErrorState compact title={error.title} error={error.error} />}
        <PlanRows plan={plan} />
        {plan.startNeeded === null ? null : (
          <StartChoice reason={plan.startNeeded} beside={plan.beside} start={start} />
        )}
        {plan.kind === 'rollback' ? <RollBackWays toVersion={plan.toVersion} /> : null}
        {plan.warnings.map((warning) => (
          <p key={warning} className="m-0 mt-2 text-warn">
            ▲ {warning}
          </p>
        ))}
        <Blockers blockers={plan.blockers} />
      </div>
    </DialogContent>
  );
}

function Blockers({ blockers }: { blockers: readonly string[] }) {
  if (blockers.length === 0) return null;
  return (
    <div role="alert" className="mt-3 rounded-lg border border-bad bg-bad-soft px-3 py-2">
      <b>{blockersWords(blockers)}</b>
      <ul className="m-0 mt-1 pl-4">
        {blockers.map((blocker) => (
          <li key={blocker}>{blocker}</li>
        ))}
      </ul>
    </div>
  );
}
