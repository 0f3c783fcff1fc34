import type { MetricSeries, RunEventView } from '@penstock/control/contracts';
import { formatCount, formatDuration, formatRate } from '../../lib/format';

export type ChartSeries = {
  label: string;
  color: `--${string}`;
  values: (number | null)[] /** Told apart without colour. */;
  dashed?: boolean;
};
export type ChartSpec = {
  id: string;
  title: string;
  series: ChartSeries[];
  /** For the axis and the crosshair; null is "no data". */
  format(value: number | null | undefined): string;
};
/** A moment worth a line through every chart; `at` in seconds since the epoch, as uPlot counts. */
export type Mark = { at: number; text: string; tone: 'plain' | 'bad' };

/** The four charts of the page from one answer, in reading order. */
export function chartSpecs(metrics: MetricSeries): ChartSpec[] {
  return [
    {
      id: 'rate',
      title: 'Records per second',
      format: formatRate,
      series: [
        { label: 'in', color: '--accent', values: metrics.inPerSecond },
        { label: 'out', color: '--num', values: metrics.outPerSecond, dashed: true },
      ],
    },
    {
      id: 'lag',
      title: 'Behind, messages',
      format: formatCount,
      series: [{ label: '', color: '--warn', values: metrics.lag }],
    },
    {
      id: 'commit',
      title: 'Commit time',
      format: formatDuration,
      series: [{ label: '', color: '--accent', values: metrics.commitMs }],
    },
    {
      id: 'set-aside',
      title: 'Set aside, per minute',
      format: formatRate,
      series: [{ label: '', color: '--bad', values: metrics.setAsidePerMinute }],
    },
  ];
}

/** Bucket times in seconds since the epoch. */
export function timesOf(metrics: MetricSeries): number[] {
  return metrics.at.map((at) => Date.parse(at) / 1000);
}

const SHORTEST_S = 60;

/** From where the charts' time is shown: the span asked for, or less when there is nothing in its first part. */
export function rangeOf(metrics: MetricSeries, minutes: number): [number, number] {
  const times = timesOf(metrics);
  const end = times.at(-1) ?? 0;
  const first = times.find((_, index) => metrics.inPerSecond[index] != null || metrics.lag[index] != null);
  const begin = Math.min(first ?? 0, end - SHORTEST_S);
  return [Math.max(end - minutes * 60, begin), end];
}

/** Kinds of events that get a line through the charts: deploys, and what became of runs. */
const toneOf = new Map<string, Mark['tone']>([
  ['deploy', 'plain'],
  ['rollback', 'plain'],
  ['started', 'plain'],
  ['restarted', 'plain'],
  ['stopped', 'plain'],
  ['replayed', 'plain'],
  ['rejected', 'bad'],
  ['failed', 'bad'],
  ['failing', 'bad'],
  ['blocked', 'bad'],
]);

/** Deploys, starts and ends within the charts' time; the newest hundred. */
export function marksOf(events: readonly RunEventView[], fromSeconds: number): Mark[] {
  return events
    .flatMap((event): Mark[] => {
      const tone = toneOf.get(event.kind);
      return tone === undefined ? [] : [{ at: Date.parse(event.at) / 1000, text: event.message, tone }];
    })
    .filter((mark) => mark.at >= fromSeconds)
    .slice(0, 100);
}

/** The newest value that is not a gap, or null. */
export function newest(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

/** One sentence for those who cannot see the chart. */
export function summaryOf(spec: ChartSpec): string {
  const parts = spec.series.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    const name = label ? `${label} ` : '';
    return known.length === 0
      ? `${name}no data`
      : `${name}now ${spec.format(newest(values))}, at most ${spec.format(Math.max(...known))}`;
  });
  return `${spec.title}: ${parts.join('; ')}`;
}
