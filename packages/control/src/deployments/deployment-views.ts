import type { DeploymentView, LiveNumbers, Problem } from '../contracts/views';
import type { Db } from '../db/client';
import { databaseNow } from '../db/now';
import { recentCounts } from '../metrics/metric-repository';
import { versionNumbers } from '../pipelines/pipeline-repository';
import { readProblem } from '../runs/problem';
import { readLatest } from '../runs/report';
import type { DeploymentRecord } from './deployment-repository';
import { statusOf } from './deployment-status';
import { reasonOfProblem } from './start/start-reason';

const rateWindowSeconds = 10;

/** Views of deployments with three statements in all, however many there are. */
export async function deploymentViews(
  db: Db,
  records: readonly DeploymentRecord[],
): Promise<Map<string, DeploymentView>> {
  const versionIds = records.flatMap((record) => [
    record.desiredVersionId,
    ...(record.observedVersionId ? [record.observedVersionId] : []),
  ]);
  const [numbers, counts, now] = await Promise.all([
    versionNumbers(db, versionIds),
    recentCounts(
      db,
      records.map((record) => record.id),
    ),
    databaseNow(db),
  ]);
  return new Map(records.map((record) => [record.id, viewOf(record, numbers, counts.get(record.id), now)]));
}

function viewOf(
  record: DeploymentRecord,
  numbers: Map<string, number>,
  counts: { in: bigint; out: bigint } | undefined,
  now: Date,
): DeploymentView {
  const status = statusOf({ ...record, now });
  const held = record.lease && record.lease.expiresAt.getTime() > now.getTime() ? record.lease : null;
  return {
    id: record.id,
    environmentId: record.environmentId,
    environmentName: record.environment.name,
    desired: {
      state: record.desiredState,
      versionId: record.desiredVersionId,
      versionNumber: numbers.get(record.desiredVersionId) ?? 0,
      generation: record.generation,
    },
    observed: {
      status,
      versionNumber: record.observedVersionId ? (numbers.get(record.observedVersionId) ?? null) : null,
      generation: record.observedGeneration,
      lastContactAt: record.lastContactAt?.toISOString() ?? null,
      runner: held?.owner ?? null,
      epoch: record.lease?.epoch.toString() ?? null,
    },
    problem: problemOf(record.problem),
    live: liveOf(record.latest, status === 'running' ? counts : undefined),
  };
}

/** Rates are known only while the run is heard: the last ten seconds of committed records, zero when none came. */
function liveOf(latest: unknown, counts: { in: bigint; out: bigint } | undefined): LiveNumbers | null {
  const report = readLatest(latest);
  if (!report) return null;
  return {
    inPerSecond: counts ? Number(counts.in) / rateWindowSeconds : null,
    outPerSecond: counts ? Number(counts.out) / rateWindowSeconds : null,
    lag: report.lag,
    freshnessMs: report.freshnessMs,
    lastCommitAt: report.lastCommitAt,
    commitMs: report.commitMs,
    batchMs: report.batchMs,
    totals: report.totals,
    waitingFor: report.waitingFor ?? null,
  };
}

function problemOf(value: unknown): Problem | null {
  const stored = readProblem(value);
  if (!stored) return null;
  const { generation: _generation, ...problem } = stored;
  return reasonOfProblem(stored) === null ? problem : { ...problem, choosesStart: true };
}
