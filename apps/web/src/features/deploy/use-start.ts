'use client';

import type { DeployPlan } from '@penstock/control/contracts';
import { useState } from 'react';
import { fieldTime } from './plan-words';
import { useChoicesSince } from './use-choices-since';

type Choice = DeployPlan['startChoices'][number];
export type StartKind = Choice['kind'];
export type ChosenStart = { kind: StartKind; at?: string };

export type StartState = {
  choices: Choice[];
  kind: StartKind | null;
  onKind(kind: StartKind): void;
  /** Local date and time, as the browser's field gives it. */
  at: string;
  onAt(at: string): void;
  /** What goes with the deploy; undefined when the plan asks for no start. */
  chosen: ChosenStart | undefined;
  ready: boolean;
};

/** Where the person wants to begin, beginning with what the plan proposes. */
export function useStart(plan: DeployPlan, pipelineId: string): StartState {
  const [kind, setKind] = useState<StartKind | null>(plan.startDefault?.kind ?? null);
  const [at, setAt] = useState(fieldTime(plan.startDefault?.at ?? null));
  const instant = at === '' || Number.isNaN(Date.parse(at)) ? undefined : new Date(at).toISOString();
  const choices = useChoicesSince(plan, pipelineId, kind === 'time' ? instant : undefined);
  const isAsked = plan.startNeeded !== null;
  const isTimeless = kind === 'time' && instant === undefined;
  const chosen = kind === 'time' && instant !== undefined ? { kind, at: instant } : kind && { kind };
  return {
    choices,
    kind,
    onKind: setKind,
    at,
    onAt: setAt,
    chosen: isAsked && chosen !== null ? chosen : undefined,
    ready: !isAsked || (kind !== null && !isTimeless),
  };
}
