'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { SkeletonRows } from '../../../components/ui/skeleton';
import { readAppError } from '../../../lib/app-error';
import { useTRPC, useTRPCClient } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { blockersWords, defaultStart, planButton, planTitle } from '../plan-words';
import { useChoicesSince } from '../use-choices-since';
import { DeployProgressContent } from './deploy-progress';
import { PlanRows } from './plan-rows';
import { RollBackWays } from './roll-back-ways';
import { StartChoice, type StartKind } from './start-choice';

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

type PlanContentProps = {
  plan: DeployPlan;
  pipelineId: string;
  onBegun(plan: DeployPlan): void;
  onStale(): void;
};

function PlanContent({ plan, pipelineId, onBegun, onStale }: PlanContentProps) {
  const [start, setStart] = useState<StartKind | null>(() => defaultStart(plan.startChoices));
  const [at, setAt] = useState('');
  const { run, busy, error } = useDeploy(plan, pipelineId, onBegun, onStale);
  const asksStart = plan.readsOn.kind === 'start' && plan.startChoices.length > 0;
  const atIso = at === '' || Number.isNaN(Date.parse(at)) ? undefined : new Date(at).toISOString();
  const choices = useChoicesSince(plan, start === 'time' ? atIso : undefined);
  const ready =
    plan.blockers.length === 0 &&
    !busy &&
    (!asksStart || (start !== null && (start !== 'time' || atIso !== undefined)));
  const choice =
    asksStart && start !== null
      ? { kind: start, ...(start === 'time' && atIso !== undefined ? { at: atIso } : {}) }
      : undefined;
  return (
    <DialogContent
      title={planTitle(plan)}
      description="Nothing has been touched yet."
      footer={
        <>
          <DialogClose render={<Button />}>Cancel</DialogClose>
          <Button variant="primary" disabled={!ready} onClick={() => void run(choice)}>
            {busy ? 'Asking…' : planButton(plan)}
          </Button>
        </>
      }
    >
      <div className="px-4 pt-1.5 pb-3">
        {error === null ? null : <ErrorState compact title={error.title} error={error.error} />}
        <PlanRows plan={plan} />
        {asksStart ? (
          <StartChoice choices={choices} kind={start} onKind={setStart} at={at} onAt={setAt} />
        ) : null}
        {plan.kind === 'rollback' ? <RollBackWays toVersion={plan.toVersion} /> : null}
        {plan.warnings.map((warning) => (
          <p key={warning} className="m-0 mt-2 text-warn">
            ▲ {warning}
          </p>
        ))}
        {plan.blockers.length === 0 ? null : (
          <div role="alert" className="mt-3 rounded-lg border border-bad bg-bad-soft px-3 py-2">
            <b>{blockersWords(plan.blockers)}</b>
            <ul className="m-0 mt-1 pl-4">
              {plan.blockers.map((blocker) => (
                <li key={blocker}>{blocker}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </DialogContent>
  );
}

type Start = { kind: StartKind; at?: string };

/** Carries out exactly the plan that was read; when the world has changed since, the plan is made anew instead. */
function useDeploy(
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
  const run = async (start: Start | undefined) => {
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
