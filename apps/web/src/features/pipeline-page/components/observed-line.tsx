'use client';

import type { DeploymentView } from '@penstock/control/contracts';
import { cn } from '../../../lib/cn';
import { formatDuration, formatExact, formatRelative } from '../../../lib/format';
import { isBalanced } from '../../deploy/status';
import { useConnection } from '../../live/connection';

const words: Record<DeploymentView['observed']['status'], string> = {
  never: 'waiting for its first run',
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  stopping: 'stopping',
  failing: 'failing',
  blocked: 'held',
  no_contact: 'out of contact',
};

/** "should be v3 · is v3, seen 2 s ago · in = out + filtered + set aside · fresh to 1.1 s": what ticks stands last. */
export function ObservedLine({ deployment, now }: { deployment: DeploymentView; now: number }) {
  const { state } = useConnection();
  const { desired, observed, live } = deployment;
  const should = desired.state === 'running' ? `v${desired.versionNumber}` : 'stopped';
  const isRunning = ['running', 'starting', 'failing'].includes(observed.status);
  const is = isRunning && observed.versionNumber ? `v${observed.versionNumber}` : words[observed.status];
  return (
    <p className={cn('m-0 text-muted tabular-nums', state === 'lost' && 'opacity-60')}>
      should be {should} · is {is}
      {observed.lastContactAt ? (
        <span title={formatExact(observed.lastContactAt)}>
          , seen {seenText(observed.lastContactAt, now)}
        </span>
      ) : null}
      {isRunning && isBalanced(live) ? ' · in = out + filtered + set aside' : null}
      {observed.status === 'running' && live?.freshnessMs != null
        ? ` · fresh to ${formatDuration(live.freshnessMs)}`
        : null}
      {state === 'lost' ? ' · old: connection lost' : null}
    </p>
  );
}

/** Never "now": the line would move with every report. */
function seenText(at: string, now: number): string {
  return formatRelative(new Date(Math.min(Date.parse(at), now - 2000)).toISOString(), now);
}
