'use client';

import { Badge } from '../../../components/ui/badge';
import { Skeleton } from '../../../components/ui/skeleton';
import { Status } from '../../../components/ui/status';
import { useNow } from '../../../lib/use-now';
import { describeStatus } from '../../deploy/status';
import { usePipeline } from '../use-pipeline';
import { ObservedLine } from './observed-line';

/** Name, what it really does now, and what it should do. */
export function PipelineHeading({ pipelineKey }: { pipelineKey: string }) {
  const { query, row } = usePipeline(pipelineKey);
  const now = useNow();
  const status = row && describeStatus(row.deployment, now, { published: row.id !== null });
  const version = row?.deployment?.observed.versionNumber;
  const withVersion = status?.group === 'running' && version ? `${status.word} v${version}` : status?.word;
  return (
    <>
      <h1 className="m-0 max-w-[40ch] truncate text-xl font-[620] tracking-[-.01em]" title={pipelineKey}>
        {pipelineKey}
      </h1>
      <span role="status" className="inline-flex items-center gap-2">
        {status ? <Status tone={status.tone} mark={status.mark} word={withVersion ?? status.word} /> : null}
        {row?.draftDiffers ? <Badge tone="warn">draft differs</Badge> : null}
      </span>
      {query.isPending ? <Skeleton className="w-60" /> : null}
      {row?.deployment ? <ObservedLine deployment={row.deployment} now={now} /> : null}
    </>
  );
}
