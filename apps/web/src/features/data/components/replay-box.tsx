'use client';

import type { SetAsideView } from '@penstock/control/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Field, Textarea } from '../../../components/ui/input';
import { formatBytes } from '../../../lib/format';
import { useReplay } from './use-replay';

/** Below an unfolded record: replay it as it is, or mend its value first. */
export function ReplayBox({ record, deploymentId }: { record: SetAsideView; deploymentId: string }) {
  const { busy, replay, cancel } = useReplay(deploymentId);
  const [edited, setEdited] = useState<string | null>(null);
  const state = record.replay?.state ?? null;
  if (state === 'replayed')
    return <p className="m-0 pt-2 text-sm text-muted">Replayed: it counts as read now, not as set aside.</p>;
  if (state === 'waiting')
    return (
      <div className="flex items-center gap-2 pt-2 text-sm text-muted">
        The pipeline takes it up with one of its next commits, or as soon as it runs.
        <Button disabled={busy} onClick={() => void cancel(record.id)}>
          Take back
        </Button>
      </div>
    );
  const isCut = !record.valueIsWhole;
  const send = (value?: string) => {
    void replay([{ id: record.id, ...(value === undefined ? {} : { value }) }]).then((done) =>
      done ? setEdited(null) : undefined,
    );
  };
  return (
    <div className="flex flex-col gap-2 pt-2">
      {record.replay?.state === 'failed' ? (
        <p className="m-0 text-sm text-bad [overflow-wrap:anywhere]">
          The last replay failed: {record.replay.reason}
        </p>
      ) : null}
      {edited === null ? null : (
        <Field label="Value to replay" htmlFor={`mended-${record.id}`}>
          <Textarea
            id={`mended-${record.id}`}
            rows={6}
            spellCheck={false}
            className="font-mono text-sm"
            value={edited}
            onChange={(event) => setEdited(event.target.value)}
          />
        </Field>
      )}
      <div className="flex items-center gap-2">
        {edited === null ? (
          <>
            <Button disabled={busy || isCut} onClick={() => send()}>
              Replay
            </Button>
            <Button
              variant="quiet"
              onClick={() => setEdited(record.valueIsBase64 ? '' : (record.value ?? ''))}
            >
              Mend and replay…
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" disabled={busy} onClick={() => send(edited)}>
              Replay this value
            </Button>
            <Button variant="quiet" onClick={() => setEdited(null)}>
              Cancel
            </Button>
          </>
        )}
        {isCut ? (
          <span className="text-sm text-muted">
            Only the first part of its {formatBytes(record.valueSize)} was kept.
          </span>
        ) : null}
      </div>
    </div>
  );
}
