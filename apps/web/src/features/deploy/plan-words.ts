import type { DeployPlan } from '@penstock/control/contracts';
import { formatCount, formatDuration, plural } from '../../lib/format';
import type { DeployProgress } from './deploy-steps';

/** The plan's rows in words. Pure, so that every sentence is tested. */

export function planTitle(
  plan: Pick<DeployPlan, 'kind' | 'pipelineKey' | 'fromVersion' | 'toVersion'>,
): string {
  const { kind, pipelineKey, fromVersion, toVersion } = plan;
  if (kind === 'first' || fromVersion === null) return `Deploy ${pipelineKey} v${toVersion}`;
  if (fromVersion === toVersion) return `Deploy ${pipelineKey} v${toVersion} again`;
  return `${kind === 'rollback' ? 'Roll back' : 'Deploy'} ${pipelineKey} v${fromVersion} → v${toVersion}`;
}

export function planButton(plan: Pick<DeployPlan, 'kind' | 'toVersion'>): string {
  return plan.kind === 'rollback' ? `Roll back to v${plan.toVersion}` : `Deploy v${plan.toVersion}`;
}

/** The dialog's title once the plan is carried out. */
export function progressTitle(
  { kind, pipelineKey, toVersion }: Pick<DeployPlan, 'kind' | 'pipelineKey' | 'toVersion'>,
  outcome: DeployProgress['outcome'],
): string {
  if (outcome === 'running') return `${pipelineKey} v${toVersion} is running`;
  if (outcome === 'stopped') return `${pipelineKey} is stopped`;
  return `${kind === 'rollback' ? 'Rolling back' : 'Deploying'} ${pipelineKey} v${toVersion}`;
}

export function tableWords({ table, moves }: Pick<DeployPlan, 'table' | 'moves'>): string {
  const change = tableChange(table);
  if (moves === null || table.change === 'refused') return change;
  return `${change}. New rows go there from here on; the rows written so far stay in ${moves.from}`;
}

function tableChange(table: DeployPlan['table']): string {
  switch (table.change) {
    case 'none':
      return `${table.name}: no change`;
    case 'create':
      return `${table.name}: will be made`;
    case 'add_columns':
      return `${table.name}: adds ${table.added.map((column) => `${column.name} ${column.type}`).join(', ')}, allowed`;
    case 'refused':
      return `${table.name}: ${table.reason ?? 'this change is not allowed'}`;
  }
}

export function readsOnWords({ readsOn, moves }: Pick<DeployPlan, 'readsOn' | 'moves'>): string {
  if (readsOn.kind === 'start') return 'from the start chosen below';
  const behind =
    readsOn.messagesBehind === null ? null : `${formatCount(readsOn.messagesBehind)} messages behind`;
  const about =
    readsOn.aboutSeconds === null
      ? null
      : `about ${formatDuration(readsOn.aboutSeconds * 1000).replace('.0 s', ' s')}`;
  const from =
    moves === null ? 'from the last committed offsets' : 'from the last committed offsets, which move along';
  return [from, behind, about].filter((part) => part !== null).join(', ');
}

export function afterwardsWords(plan: Pick<DeployPlan, 'kind' | 'fromVersion' | 'toVersion'>): string {
  if (plan.fromVersion === null || plan.fromVersion === plan.toVersion)
    return 'Stop holds the position; the table stays';
  if (plan.kind === 'rollback') return `v${plan.fromVersion} stays in the history and can be deployed again`;
  return `Roll back returns to v${plan.fromVersion}, from here on`;
}

type StartChoice = DeployPlan['startChoices'][number];

const startNames: Record<StartChoice['kind'], string> = {
  stored: 'Go on from the stored position',
  adopt: 'Go on where the other pipeline stands',
  earliest: 'From the oldest message',
  latest: 'Only new messages',
  group: 'Where the consumer group stands',
  time: 'From a time',
};

export function startWords(choice: StartChoice, besideName?: string): { name: string; detail: string } {
  const name =
    choice.kind === 'adopt' && besideName ? `Go on where ${besideName} stands` : startNames[choice.kind];
  if (choice.unavailable !== null) return { name, detail: choice.unavailable };
  if (choice.messages === null) return { name, detail: '' };
  const one = choice.messages === '1';
  return { name, detail: `${formatCount(choice.messages)} message${one ? '' : 's'} to read` };
}

/** An instant as a `datetime-local` field takes it, in the browser's own time zone; empty for none. */
export function fieldTime(at: string | null): string {
  const instant = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(instant)) return '';
  const offsetMs = new Date(instant).getTimezoneOffset() * 60_000;
  return new Date(instant - offsetMs).toISOString().slice(0, 19);
}

export function blockersWords(blockers: readonly string[]): string {
  return `${plural(blockers.length, 'reason')} why this cannot be deployed`;
}
