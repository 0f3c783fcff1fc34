import type { DeployPlan } from '../contracts/views';
import { sqlOf } from '../pipelines/version-text';
import { readLatest } from '../runs/report';
import type { ServerClient } from '../server-client/server-client';
import type { PlanContext } from './plan-context';
import { readSurroundings, type Surroundings } from './table-plan';

export async function deployPlan(context: PlanContext, server: ServerClient | null): Promise<DeployPlan> {
  const { reading, placement, version, deployed } = context;
  const surroundings: Surroundings = reading
    ? await readSurroundings(server, {
        pipeline: reading.resolved,
        projectId: context.projectId,
        environmentId: context.environment.id,
        deploymentId: placement?.id ?? null,
        at: null,
      })
    : { table: { name: '', change: 'none', added: [], reason: null }, startChoices: [], warnings: [] };
  const { table } = surroundings;
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
    readsOn: readsOn(context),
    startChoices: surroundings.startChoices,
    source: reading ? { topic: reading.resolved.kafkaTopic, connection: reading.resolved.connection } : null,
    blockers: [...context.blockers, ...(table.change === 'refused' && table.reason ? [table.reason] : [])],
    warnings: [...context.warnings, ...consequences(context), ...surroundings.warnings],
    token: context.token,
  };
}

export function kindOf(context: PlanContext): DeployPlan['kind'] {
  if (!context.placement || !context.deployed) return 'first';
  return context.version.number < context.deployed.number ? 'rollback' : 'deploy';
}

function readsOn({ placement }: PlanContext): DeployPlan['readsOn'] {
  const latest = placement ? readLatest(placement.latest) : null;
  if (!latest) return { kind: 'start', messagesBehind: null, aboutSeconds: null };
  return { kind: 'position', messagesBehind: latest.lag, aboutSeconds: latest.lag === '0' ? 0 : null };
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
