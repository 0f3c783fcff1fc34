import type { Db } from '../db/client';

/** What one report adds to its time bucket. Counters are differences of committed totals. */
export type MetricDelta = {
  recordsIn: bigint;
  recordsOut: bigint;
  filtered: bigint;
  setAside: bigint;
  bytesIn: bigint;
  bytesOut: bigint;
  commits: number;
  lag: bigint | null;
  batchMs: number | null;
  commitMs: number | null;
  freshnessMs: number | null;
};

/** Bucket lengths in seconds: live, a day's chart, a year's chart. */
export const metricResolutions = [2, 60, 3600] as const;
export type MetricResolution = (typeof metricResolutions)[number];

/** Adds the report to its bucket at every resolution in one statement, so that roll-ups are never behind. Buckets by the database clock. */
export async function addToBuckets(
  tx: Db,
  deploymentId: string,
  projectId: string,
  delta: MetricDelta,
): Promise<void> {
  await tx.$executeRaw`
    insert into metric_points as m (deployment_id, project_id, resolution, bucket_at, records_in, records_out, filtered, set_aside,
                                    bytes_in, bytes_out, commits, lag, batch_ms, commit_ms, freshness_ms)
    select ${deploymentId}::uuid, ${projectId}::uuid, r, to_timestamp(floor(extract(epoch from clock_timestamp()) / r) * r),
           ${delta.recordsIn}::bigint, ${delta.recordsOut}::bigint, ${delta.filtered}::bigint, ${delta.setAside}::bigint,
           ${delta.bytesIn}::bigint, ${delta.bytesOut}::bigint, ${delta.commits}::int, ${delta.lag}::bigint,
           ${delta.batchMs}::int, ${delta.commitMs}::int, ${delta.freshnessMs}::int
      from unnest(array[2, 60, 3600]) as r
    on conflict (deployment_id, resolution, bucket_at) do update
       set records_in = m.records_in + excluded.records_in, records_out = m.records_out + excluded.records_out,
           filtered = m.filtered + excluded.filtered, set_aside = m.set_aside + excluded.set_aside,
           bytes_in = m.bytes_in + excluded.bytes_in, bytes_out = m.bytes_out + excluded.bytes_out,
           commits = m.commits + excluded.commits, lag = coalesce(excluded.lag, m.lag),
           batch_ms = greatest(m.batch_ms, excluded.batch_ms), commit_ms = greatest(m.commit_ms, excluded.commit_ms),
           freshness_ms = greatest(m.freshness_ms, excluded.freshness_ms)`;
}

/** Records in and out over the ten seconds before the current 2 s bucket. Deployments without any bucket are missing. */
export async function recentCounts(
  db: Db,
  deploymentIds: readonly string[],
): Promise<Map<string, { in: bigint; out: bigint }>> {
  if (deploymentIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; in: bigint; out: bigint }[]>`
    select deployment_id::text as id, sum(records_in)::bigint as "in", sum(records_out)::bigint as "out"
      from metric_points,
           (select to_timestamp(floor(extract(epoch from clock_timestamp()) / 2) * 2) as edge) as clock
     where resolution = 2 and bucket_at >= edge - interval '10 seconds' and bucket_at < edge
       and deployment_id = any(${[...deploymentIds]}::uuid[])
     group by deployment_id`;
  return new Map(rows.map((row) => [row.id, { in: row.in, out: row.out }]));
}

/** Records in per minute for the last `minutes` complete minutes, oldest first; null where there is no bucket. */
export async function minuteSparks(
  db: Db,
  deploymentIds: readonly string[],
  minutes: number,
): Promise<Map<string, (number | null)[]>> {
  if (deploymentIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; values: (number | null)[] }[]>`
    select d.id::text as id, array_agg(m.records_in::float8 order by slot desc) as values
      from unnest(${[...deploymentIds]}::uuid[]) as d(id)
     cross join generate_series(1, ${minutes}::int) as slot
      left join metric_points m on m.deployment_id = d.id and m.resolution = 60
           and m.bucket_at = date_trunc('minute', clock_timestamp()) - make_interval(mins => slot)
     group by d.id`;
  return new Map(rows.map((row) => [row.id, row.values]));
}

export type MetricRow = {
  at: Date;
  recordsIn: bigint | null;
  recordsOut: bigint | null;
  setAside: bigint | null;
  lag: bigint | null;
  commitMs: number | null;
  freshnessMs: number | null;
};

/** Buckets from `from` until now without holes: a missing bucket is a row of nulls. */
export async function bucketSeries(
  db: Db,
  deploymentId: string,
  resolution: MetricResolution,
  minutes: number,
): Promise<MetricRow[]> {
  return await db.$queryRaw<MetricRow[]>`
    with clock as (select to_timestamp(floor(extract(epoch from clock_timestamp()) / ${resolution}::int) * ${resolution}::int) as edge)
    select s.at, m.records_in as "recordsIn", m.records_out as "recordsOut", m.set_aside as "setAside", m.lag,
           m.commit_ms as "commitMs", m.freshness_ms as "freshnessMs"
      from clock, generate_series(edge - make_interval(mins => ${minutes}::int), edge - make_interval(secs => ${resolution}::int), make_interval(secs => ${resolution}::int)) as s(at)
      left join metric_points m on m.deployment_id = ${deploymentId}::uuid and m.resolution = ${resolution}::int and m.bucket_at = s.at
     order by s.at`;
}
