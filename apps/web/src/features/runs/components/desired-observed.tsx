'use client';

import type { DeploymentView } from '@penstock/control/contracts';
import { Status } from '../../../components/ui/status';
import { RelativeTime } from '../../../components/ui/time';
import { useNow } from '../../../lib/use-now';
import { describeStatus } from '../../deploy/status';

/** What it should do and what it does, side by side; never one computed from the other. */
export function DesiredObserved({ deployment }: { deployment: DeploymentView }) {
  const now = useNow();
  const { desired, observed, live } = deployment;
  const status = describeStatus(deployment, now);
  return (
    <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 px-4 py-3 min-[700px]:grid-cols-[auto_auto_auto_1fr]">
      <dt className="text-muted">Should be</dt>
      <dd className="m-0">
        <b>{desired.state === 'running' ? `running v${desired.versionNumber}` : 'stopped'}</b>
      </dd>
      <dt className="text-muted">Is</dt>
      <dd className="m-0 flex flex-wrap items-center gap-x-2">
        <Status tone={status.tone} mark={status.mark} word={status.word} />
        {observed.versionNumber ? <span>v{observed.versionNumber}</span> : null}
        {observed.runner ? <span className="text-muted">on {observed.runner}</span> : null}
        {observed.lastContactAt ? (
          <span className="text-muted">
            seen <RelativeTime at={observed.lastContactAt} />
          </span>
        ) : null}
      </dd>
      <dt className="text-muted">Last commit</dt>
      <dd className="m-0">{live?.lastCommitAt ? <RelativeTime at={live.lastCommitAt} /> : 'none yet'}</dd>
      <dt className="text-muted">Epoch</dt>
      <dd className="m-0">{observed.epoch ?? 'none'}</dd>
    </dl>
  );
}
