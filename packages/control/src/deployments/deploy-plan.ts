import type { ResolvedPipeline } from '@penstock/config-schema';
import type { DeployPlan } from '../contracts/views';
import type { Db } from '../db/client';
import { sqlOf } from '../pipelines/version-text';
import type { ServerClient } from '../server-client/server-client';
import { ask } from './ask';
import type { PlanContext } from './plan-context';
import { positionFacts } from './start/position-facts';
import { type StartPlan, startPlan } from './start/start-plan';
import { tablePlan } from './table-plan';

export type PlanSources = { db: Db; server: ServerClient | null };

/** `at` is the instant to count messages since, when somebody has named one. */
export async function deployPlan(
  { db, server }: PlanSources,
  context: PlanContext,
  at: string | null,
): Promise<DeployPlan> {
  const { reading, version, deployed } = context;
  const found: string[] = [];
  const { table, start } = reading
    ? await surroundings({ db, server }, context, { pipeline: reading.resolved, at }, found)
    : { table: noTable, start: noStart };
  return {
    pipelineKey: context.pipelineKey,
    environment: context.environment.name,
    kind: kindOf(context),
    fromVersion: deployed?.number ?? null,
    toVersion: version.number,
    sqlBefore: deployed ? sqlOf(deployed.definition) : null,
    sqlAfter: sqlOf(version.definition),
    table,
    state: 'None: nothing to keep.',
    ...start,
    blockers: [...context.blockers, ...(table.change === 'refused' && table.reason ? [table.reason] : [])],
    warnings: [...context.warnings, ...consequences(context), ...new Set(found)],
    token: context.token,
  };
}

async function surroundings(
  { db, server }: PlanSources,
  context: PlanContext,
  { pipeline, at }: { pipeline: ResolvedPipeline; at: string | null },
  warnings: string[],
): Promise<{ table: DeployPlan['table']; start: StartPlan }> {
  const { namespace, table } = pipeline.sink;
  const deploymentId = context.placement?.id ?? null;
  const state = await ask(
    warnings,
    'what happens to the table',
    async () => await server?.tableState({ namespace, table, deploymentId }),
  );
  const { projectId, environment, commits } = context;
  const input = {
    server,
    pipeline,
    projectId,
    environmentId: environment.id,
    deploymentId,
    commits,
    table: state,
    at,
  };
  const facts = await positionFacts(input, warnings);
  const start = await startPlan(db, context, facts);
  return { table: tablePlan([...namespace, table].join('.'), pipeline, state), start };
}

const noTable: DeployPlan['table'] = { name: '', change: 'none', added: [], reason: null };
const noStart: StartPlan = {
  startNeeded: null,
  startChoices: [],
  startDefault: null,
  beside: null,
  moves: null,
  readsOn: { kind: 'position', messagesBehind: null, aboutSeconds: null },
};

export function kindOf(context: PlanContext): DeployPlan['kind'] {
  if (!context.placement || !context.deployed) return 'first';
  return context.version.number < context.deployed.number ? 'rollback' : 'deploy';
}

/** What a person may not expect from the settings alone. */
function consequences({ reading, deployed, environment, pipelineKey }: PlanContext): string[] {
  const warnings: string[] = [];
  if (reading && !reading.resolved.enabled)
    warnings.push(
      `This version is disabled: deploying it stops ${pipelineKey} in ${environment.name} and keeps its position.`,
    );
  if (reading && deployed) {
    const before = settingOf(deployed.definition.entry, 'kafka_group_id');
    const after = settingOf(reading.entry, 'kafka_group_id');
    if (before !== after)
      warnings.push(
        `The consumer group changes from ${before ?? 'the default'} to ${after ?? 'the default'}: tools that watch lag see another group. The position does not change.`,
      );
  }
  return warnings;
}

function settingOf(entry: string, name: string): string | null {
  return new RegExp(`^\\s*${name}:\\s*["']?([^"'#\\r\\n]+?)["']?\\s*(?:#.*)?$`, 'm').exec(entry)?.[1] ?? null;
}
