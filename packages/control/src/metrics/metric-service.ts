import type { MetricSeries } from '../contracts/views';
import type { Db } from '../db/client';
import { bucketSeries, type MetricResolution } from './metric-repository';

/** At most about 1,000 points: 2 s buckets up to 30 minutes, minutes up to 12 hours, hours beyond. */
export async function metricSeries(db: Db, deploymentId: string, minutes: number): Promise<MetricSeries> {
  const span = Math.min(Math.max(1, Math.round(minutes)), 60 * 24 * 400);
  const resolution = resolutionFor(span);
  const rows = await bucketSeries(db, deploymentId, resolution, span);
  const perSecond = (count: bigint | null) => (count === null ? null : Number(count) / resolution);
  return {
    resolution,
    at: rows.map((row) => row.at.toISOString()),
    inPerSecond: rows.map((row) => perSecond(row.recordsIn)),
    outPerSecond: rows.map((row) => perSecond(row.recordsOut)),
    lag: rows.map((row) => (row.lag === null ? null : Number(row.lag))),
    commitMs: rows.map((row) => row.commitMs),
    freshnessMs: rows.map((row) => row.freshnessMs),
    setAsidePerMinute: rows.map((row) =>
      row.setAside === null ? null : (Number(row.setAside) * 60) / resolution,
    ),
  };
}

export function resolutionFor(minutes: number): MetricResolution {
  if (minutes <= 30) return 2;
  return minutes <= 720 ? 60 : 3600;
}
