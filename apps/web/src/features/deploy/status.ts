import type { DeploymentView } from '@penstock/control/contracts';
import { formatDuration } from '../../lib/format';

export type StatusTone = 'ok' | 'bad' | 'warn' | 'muted' | 'accent';
export type StatusGroup = 'running' | 'failing' | 'stopped' | 'draft';
export type StatusText = {
  word: string;
  tone: StatusTone;
  /** Shape that tells the state without colour. */
  mark: '●' | '◐' | '▲' | '○' | '◌';
  /** Why, in a few words; null when the word says it all. */
  why: string | null;
  group: StatusGroup;
};

type Observed = Pick<DeploymentView, 'desired' | 'observed' | 'problem' | 'live'>;

/** The word for what is really so, from observed state only; `now` in ms since the epoch. */
export function describeStatus(
  deployment: Observed | null,
  now: number,
  options: { published?: boolean } = {},
): StatusText {
  if (!deployment) {
    return options.published === false
      ? { word: 'Draft', tone: 'muted', mark: '◌', why: 'not published yet', group: 'draft' }
      : { word: 'Not deployed', tone: 'muted', mark: '○', why: null, group: 'stopped' };
  }
  const { desired, observed, problem, live } = deployment;
  const wantsToRun = desired.state === 'running';
  switch (observed.status) {
    case 'running':
      return { word: 'Running', tone: 'ok', mark: '●', why: live?.waitingFor ?? null, group: 'running' };
    case 'starting':
      return { word: 'Starting', tone: 'accent', mark: '◐', why: live?.waitingFor ?? null, group: 'running' };
    case 'stopping':
      return { word: 'Stopping', tone: 'muted', mark: '◐', why: null, group: 'stopped' };
    case 'failing':
      return { word: 'Failing', tone: 'bad', mark: '▲', why: whyFailing(problem, now), group: 'failing' };
    case 'blocked':
      return {
        word: 'Held',
        tone: 'bad',
        mark: '▲',
        why: problem?.message ?? 'waits for your decision',
        group: 'failing',
      };
    case 'no_contact':
      return {
        word: `No contact${contactAge(observed.lastContactAt, now)}`,
        tone: 'warn',
        mark: '▲',
        why: null,
        group: 'failing',
      };
    default:
      return wantsToRun
        ? { word: 'Waiting', tone: 'accent', mark: '◐', why: 'for a runner to take it', group: 'running' }
        : { word: 'Stopped', tone: 'muted', mark: '○', why: null, group: 'stopped' };
  }
}

function whyFailing(problem: DeploymentView['problem'], now: number): string | null {
  if (!problem) return null;
  const wait = problem.nextTryAt ? Date.parse(problem.nextTryAt) - now : null;
  if (wait === null) return problem.message;
  return `${problem.message} · ${wait > 0 ? `next try in ${formatDuration(Math.ceil(wait / 1000) * 1000).replace('.0', '')}` : 'trying now'}`;
}

function contactAge(at: string | null, now: number): string {
  return at ? ` for ${formatDuration(Math.max(0, now - Date.parse(at))).replace(/\.\d/, '')}` : '';
}

/** True while numbers of the run are worth showing: a stopped pipeline has none. */
export function hasLiveNumbers(deployment: Observed | null): boolean {
  return (
    deployment !== null &&
    ['running', 'starting', 'failing', 'no_contact', 'stopping'].includes(deployment.observed.status)
  );
}

/** Whether every record read is accounted for; null while unknown. Windows gather many records into few rows, so false is not an error. */
export function isBalanced(live: DeploymentView['live']): boolean | null {
  if (!live) return null;
  const { in: read, out, filtered, setAside } = live.totals;
  return BigInt(read) === BigInt(out) + BigInt(filtered) + BigInt(setAside);
}
