import type { Database } from '../db/client';
import { lockLatest, saveLatest } from '../deployments/deployment-repository';
import { notifyLive } from '../live/notify';
import { addToBuckets } from '../metrics/metric-repository';
import { deltaOf, zeroTotals } from '../metrics/totals';
import type { Lease } from './lease-repository';
import { type LatestReport, type RunReportInput, readLatest } from './report';
import { underLease } from './under-lease';

/**
 * Stores a report: the newest state for the screen and what was added since the report before for the charts. The
 * difference is taken between committed totals, whichever run sent them, so that restarts and repeats count nothing twice.
 */
export async function storeReport(
  database: Database,
  lease: Lease,
  runId: string,
  report: RunReportInput,
): Promise<void> {
  await underLease(database, lease, async (tx) => {
    const row = await lockLatest(tx, lease.deploymentId);
    if (!row) return;
    const before = readLatest(row.latest);
    const latest = newestOf(before, { ...report, runId, epoch: lease.epoch });
    await addToBuckets(tx, lease.deploymentId, row.projectId, {
      ...deltaOf(before?.totals ?? zeroTotals, latest.totals),
      commits: Number(BigInt(latest.seq) - BigInt(before?.seq ?? '0')),
      lag: latest.lag === null ? null : BigInt(latest.lag),
      batchMs: rounded(report.batchMs),
      commitMs: rounded(report.commitMs),
      freshnessMs: rounded(report.freshnessMs),
    });
    await saveLatest(tx, lease.deploymentId, latest);
    await notifyLive(tx, { deploymentId: lease.deploymentId });
  });
}

/**
 * A commit's number never goes back, over all runs of a deployment. A report with a lower one was sent before its run had
 * read the committed position (or overtaken on the way): it tells what the run does, not what was committed. Its totals
 * must not become the base of the next difference, or everything since the first commit would be counted again.
 */
export function newestOf(before: LatestReport | null, report: LatestReport): LatestReport {
  if (!before || BigInt(report.seq) >= BigInt(before.seq)) return report;
  const { at, phase, memoryMb, runId, epoch, waitingFor } = report;
  const { waitingFor: _former, ...committed } = before;
  return {
    ...committed,
    at,
    phase,
    memoryMb,
    runId,
    epoch,
    ...(waitingFor === undefined ? {} : { waitingFor }),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.min(Math.round(value), 2_147_483_647);
}
