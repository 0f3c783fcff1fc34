import type { DeployPlan } from '../../contracts/views';
import type { Db } from '../../db/client';
import { readProblem } from '../../runs/problem';
import type { PlanContext } from '../plan-context';
import { besideOf } from './beside';
import type { PositionFacts } from './position-facts';
import { defaultStart, startChoiceViews } from './start-choice-views';
import { reasonOfProblem, reasonOfSettings, type StartReason, startReason } from './start-reason';

export type StartPlan = Pick<
  DeployPlan,
  'startNeeded' | 'startChoices' | 'startDefault' | 'beside' | 'moves' | 'readsOn'
>;

/** Where a deployed version begins to read: from the committed position, or where a person says. */
export async function startPlan(db: Db, context: PlanContext, facts: PositionFacts): Promise<StartPlan> {
  const moves = movesOf(context);
  const beside = await besideOf(db, facts.others);
  const reason = reasonOf(context, facts, moves !== null && beside !== null);
  const choices = reason === null ? [] : startChoiceViews(reason, facts, beside);
  return {
    startNeeded: reason,
    startChoices: choices,
    startDefault: reason === null ? null : defaultStart(reason, choices, context),
    beside: reason === null ? null : beside,
    moves,
    readsOn: readsOn(reason, facts),
  };
}

function reasonOf(
  { placement, commits, deployedPipeline, reading }: PlanContext,
  { stored, offsets }: PositionFacts,
  movesBesideAnother: boolean,
): StartReason | null {
  const isBlocked =
    placement?.observedState === 'blocked' && placement.observedGeneration === placement.generation;
  const problem = isBlocked ? reasonOfProblem(readProblem(placement.problem)) : null;
  if (problem !== null) return problem;
  if (commits.length === 0) return startReason('first');
  if (commits.every((commit) => commit.beforeChoice)) return null;
  if (commits.every((commit) => commit.table === null)) return startReason('table_replaced');
  const bySettings = reasonOfSettings(deployedPipeline, reading?.resolved ?? null);
  if (stored !== null && offsets !== null) {
    if (stored.offsets.some((p) => p.topicId !== offsets.topicId))
      return bySettings ?? startReason('topic_recreated');
  } else if (bySettings !== null) return bySettings;
  return movesBesideAnother ? startReason('position_of_other_deployment') : null;
}

/** The table of the newest commit is not the one that this version writes. */
function movesOf({ commits, reading }: PlanContext): DeployPlan['moves'] {
  const sink = reading?.resolved.sink;
  const tables = commits.flatMap(({ table }) =>
    table === null ? [] : [printed(table.namespace, table.name)],
  );
  const [from] = tables;
  if (!sink || from === undefined) return null;
  const to = printed(sink.namespace, sink.table);
  return tables.includes(to) ? null : { from, to };
}

function printed(namespace: readonly string[], table: string): string {
  return [...namespace, table].join('.');
}

function readsOn(reason: StartReason | null, { offsets }: PositionFacts): DeployPlan['readsOn'] {
  if (reason !== null) return { kind: 'start', messagesBehind: null, aboutSeconds: null };
  const behind = offsets?.choices.find(({ kind }) => kind === 'stored')?.messages ?? null;
  return { kind: 'position', messagesBehind: behind, aboutSeconds: behind === '0' ? 0 : null };
}
