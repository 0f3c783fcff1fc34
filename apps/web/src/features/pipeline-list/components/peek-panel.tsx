'use client';

import type { PipelineRow } from '@penstock/control/contracts';
import Link from 'next/link';
import { Button } from '../../../components/ui/button';
import { Sheet } from '../../../components/ui/sheet';
import { Status } from '../../../components/ui/status';
import { useNow } from '../../../lib/use-now';
import { describeStatus } from '../../deploy/status';
import { ObservedLine } from '../../pipeline-page/components/observed-line';
import { EventsList } from '../../runs/components/events-list';
import { NumberTiles } from '../../runs/components/number-tiles';
import { ProblemBox } from '../../runs/components/problem-box';

/** The run of one pipeline beside the list. */
export function PeekPanel({ row, onClose }: { row: PipelineRow | null; onClose(): void }) {
  return (
    <Sheet
      open={row !== null}
      onOpenChange={(open) => !open && onClose()}
      title={row?.key ?? ''}
      actions={
        row ? (
          <Button
            render={<Link href={`/pipelines/${encodeURIComponent(row.key)}/runs`} />}
            nativeButton={false}
          >
            Open
          </Button>
        ) : null
      }
    >
      {row ? <PeekBody row={row} /> : null}
    </Sheet>
  );
}

function PeekBody({ row }: { row: PipelineRow }) {
  const now = useNow();
  const status = describeStatus(row.deployment, now, { published: row.id !== null });
  return (
    <div className="flex flex-col gap-3 py-3">
      <div className="flex flex-col gap-1 px-4">
        <Status tone={status.tone} mark={status.mark} word={status.word} />
        {row.deployment ? (
          <ObservedLine deployment={row.deployment} now={now} />
        ) : (
          <p className="m-0 text-muted">{status.why ?? 'Publish and deploy it to see it run.'}</p>
        )}
      </div>
      {row.deployment?.problem ? <ProblemBox deployment={row.deployment} /> : null}
      {row.deployment?.live ? <NumberTiles live={row.deployment.live} /> : null}
      {row.deployment ? <EventsList deploymentId={row.deployment.id} limit={8} /> : null}
    </div>
  );
}
