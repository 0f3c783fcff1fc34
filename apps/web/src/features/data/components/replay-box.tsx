'use client';

import type { SetAsideView } from '@penstock/control/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { formatBytes } from '../../../lib/format';
import { MendedValue } from './mended-value';
import { takeFocus } from './take-focus';
import { useReplay } from './use-replay';

type BoxProps = { record: SetAsideView; deploymentId: string };

/** Below an unfolded record: replay it as it is, or mend its value first. */
export function ReplayBox(props: BoxProps) {
  const state = props.record.replay?.state ?? null;
  if (state === 'replayed')
    return <p className="m-0 pt-2 text-sm text-muted">Replayed: it counts as read now, not as set aside.</p>;
  return state === 'waiting' ? <Waiting {...props} /> : <AskForReplay {...props} />;
}

function Waiting({ record, deploymentId }: BoxProps) {
  const { busy, cancel } = useReplay(deploymentId);
  return (
    <div className="flex items-center gap-2 pt-2 text-sm text-muted">
      The pipeline takes it up with one of its next commits, or as soon as it runs.
      <Button disabled={busy} onClick={() => void cancel(record.id)}>
        Take back
      </Button>
    </div>
  );
}

function AskForReplay({ record, deploymentId }: BoxProps) {
  const { busy, replay } = useReplay(deploymentId);
  const [isMending, setIsMending] = useState(false);
  const [wasMending, setWasMending] = useState(false);
  const isCut = !record.valueIsWhole;
  const send = async (mended?: string) => {
    const done = await replay([{ id: record.id, ...(mended === undefined ? {} : { value: mended }) }]);
    if (done) setIsMending(false);
  };
  return (
    <div className="flex flex-col gap-2 pt-2">
      {record.replay?.state === 'failed' ? (
        <p className="m-0 text-sm text-bad [overflow-wrap:anywhere]">
          The last replay failed: {record.replay.reason}
        </p>
      ) : null}
      {isCut ? (
        <p className="m-0 text-sm text-muted">
          Only the first part of its {formatBytes(record.valueSize)} was kept.
        </p>
      ) : null}
      {isMending ? (
        <MendedValue
          record={record}
          busy={busy}
          onSend={(value) => void send(value)}
          onCancel={() => {
            setIsMending(false);
            setWasMending(true);
          }}
        />
      ) : (
        <div className="flex items-center gap-2">
          <Button disabled={busy || isCut} onClick={() => void send()}>
            Replay
          </Button>
          <Button ref={wasMending ? takeFocus : null} variant="quiet" onClick={() => setIsMending(true)}>
            Mend and replay…
          </Button>
        </div>
      )}
    </div>
  );
}
