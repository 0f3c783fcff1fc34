'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { DialogClose, DialogContent } from '../../../components/ui/dialog';
import { readAppError } from '../../../lib/app-error';
import { cn } from '../../../lib/cn';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { useDeployment } from '../../pipeline-page/use-pipeline';
import { useProject } from '../../projects/use-project';
import { type DeployStep, deployProgress } from '../deploy-steps';
import { progressTitle } from '../plan-words';

const signs = { done: '✓', now: '◐', next: '○', failed: '✕' } as const;
const tones = { done: 'text-ok', now: 'text-accent', next: 'text-faint', failed: 'text-bad' } as const;
const said = { done: 'done', now: 'under way', next: 'to come', failed: 'failed' } as const;

/** The steps of a deploy that has begun, until the new version runs or says why not. */
export function DeployProgressContent({
  plan,
  pipelineId,
  onClose,
}: {
  plan: DeployPlan;
  pipelineId: string;
  onClose(): void;
}) {
  const deployment = useDeployment(pipelineId);
  const { steps, outcome, canStop } = deployProgress(
    deployment.data ?? null,
    plan.toVersion,
    // What was held has nothing to stop.
    plan.fromVersion === plan.toVersion && plan.startNeeded !== null ? null : plan.fromVersion,
  );
  const finished = outcome === 'running' || outcome === 'stopped';
  return (
    <DialogContent
      title={progressTitle(plan, outcome)}
      description={
        finished
          ? 'All steps are done.'
          : 'You can close this; it goes on, and the header shows how it stands.'
      }
      footer={
        <>
          {deployment.data && canStop ? (
            <StopButton deploymentId={deployment.data.id} failed={outcome === 'failed'} onStopped={onClose} />
          ) : null}
          <DialogClose render={<Button variant={finished ? 'primary' : 'default'} />}>
            {finished ? 'Done' : 'Close'}
          </DialogClose>
        </>
      }
    >
      <ol aria-live="polite" className="m-0 list-none px-4 py-3">
        {steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
    </DialogContent>
  );
}

function Step({ step }: { step: DeployStep }) {
  return (
    <li className="flex min-h-8 items-baseline gap-2.5">
      <span aria-hidden className={cn('w-4 text-center', tones[step.state])}>
        {signs[step.state]}
      </span>
      <span className={step.state === 'next' ? 'text-muted' : undefined}>{step.name}</span>
      <span className="sr-only">: {said[step.state]}</span>
      {step.detail === null ? null : (
        <span className={cn('min-w-0', step.state === 'failed' ? 'text-bad' : 'text-muted')}>
          {step.detail}
        </span>
      )}
    </li>
  );
}

/** Cancelling a deploy that has begun means stopping: what is committed stays, the position is held. */
function StopButton({
  deploymentId,
  failed,
  onStopped,
}: {
  deploymentId: string;
  failed: boolean;
  onStopped(): void;
}) {
  const project = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const stop = async () => {
    setBusy(true);
    try {
      await client.deployments.stop.mutate({ projectId: project.id, deploymentId });
      await queries.invalidateQueries({ queryKey: trpc.deployments.pathKey() });
      await queries.invalidateQueries({ queryKey: trpc.pipelines.pathKey() });
      onStopped();
    } catch (error) {
      toast.error('It could not be stopped', { description: readAppError(error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="quiet"
      disabled={busy}
      onClick={() => void stop()}
      title="What is committed stays, the position is held"
    >
      {busy ? 'Stopping…' : failed ? 'Stop' : 'Cancel and stop'}
    </Button>
  );
}
