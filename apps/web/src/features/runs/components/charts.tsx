'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Button } from '../../../components/ui/button';
import { ErrorState } from '../../../components/ui/error-state';
import { Select } from '../../../components/ui/select';
import { cn } from '../../../lib/cn';
import { formatClock } from '../../../lib/format';
import { useTRPC } from '../../../lib/trpc';
import { useConnection } from '../../live/connection';
import { useProject } from '../../projects/use-project';
import { chartSpecs, marksOf, rangeOf, timesOf } from '../chart-data';
import { minutesOf, spanNames, spans, useTimeRange } from '../use-time-range';
import { TimeChart } from './time-chart';

/** Four charts on one time axis; dragging over one zooms all. */
export function Charts({ deploymentId }: { deploymentId: string }) {
  const trpc = useTRPC();
  const project = useProject();
  const { span, zoomed, setSpan, zoom, reset } = useTimeRange();
  const { state } = useConnection();
  const minutes = minutesOf[span];
  const metrics = useQuery(
    trpc.runs.metrics.queryOptions(
      { projectId: project.id, deploymentId, minutes },
      { placeholderData: (previous) => previous },
    ),
  );
  const events = useQuery(trpc.runs.events.queryOptions({ projectId: project.id, deploymentId, limit: 100 }));
  const specs = useMemo(() => (metrics.data ? chartSpecs(metrics.data) : []), [metrics.data]);
  const times = useMemo(() => (metrics.data ? timesOf(metrics.data) : []), [metrics.data]);
  const range = useMemo(
    (): [number, number] => zoomed ?? (metrics.data ? rangeOf(metrics.data, minutes) : [0, 0]),
    [zoomed, metrics.data, minutes],
  );
  const marks = useMemo(() => marksOf(events.data ?? [], range[0]), [events.data, range]);

  if (metrics.isError && !metrics.data)
    return (
      <ErrorState
        title="The numbers could not be read"
        error={metrics.error}
        onRetry={() => void metrics.refetch()}
      />
    );
  return (
    <section aria-label="Charts" className="px-3 pt-2">
      <div className="flex items-center gap-2 pb-2">
        <Select
          label="Time"
          value={span}
          onChange={setSpan}
          options={spans.map((value) => ({ value, label: spanNames[value] }))}
        />
        {zoomed ? (
          <>
            <span className="text-muted">
              {formatClock(zoomed[0] * 1000)} to {formatClock(zoomed[1] * 1000)}
            </span>
            <Button size="small" onClick={reset}>
              Zoom out
            </Button>
          </>
        ) : (
          <span className="text-muted max-[700px]:hidden">Drag over a chart to zoom in.</span>
        )}
      </div>
      <div
        className={cn('grid grid-cols-1 gap-2 min-[1100px]:grid-cols-2', state === 'lost' && 'opacity-60')}
      >
        {metrics.isPending
          ? [0, 1, 2, 3].map((index) => (
              <div key={index} className="h-[166px] animate-pulse rounded-lg border bg-panel" />
            ))
          : specs.map((spec) => (
              <TimeChart
                key={spec.id}
                spec={spec}
                times={times}
                marks={marks}
                range={range}
                syncKey={deploymentId}
                onZoom={zoom}
              />
            ))}
      </div>
    </section>
  );
}
