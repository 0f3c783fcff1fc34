import type { RunnerView } from '../contracts/views';
import type { Db } from '../db/client';
import { databaseNow } from '../db/now';
import { findDeployment } from '../deployments/deployment-repository';
import { statusOf } from '../deployments/deployment-status';
import { heldDeployments, listRunners } from './runner-repository';

/** Runners with the deployments they hold; a runner that went away stays in the list with its last sign of life. */
export async function runnerViews(db: Db): Promise<RunnerView[]> {
  const [runners, held, now] = await Promise.all([listRunners(db), heldDeployments(db), databaseNow(db)]);
  const records = await Promise.all(
    held.map(async (row) => ({ owner: row.owner, record: await findDeployment(db, row.deploymentId) })),
  );
  return runners.map((runner) => {
    const load = (runner.latest ?? {}) as { memoryMb?: unknown; cpuPercent?: unknown };
    return {
      name: runner.name,
      host: runner.host,
      pid: runner.pid,
      engines: runner.engines,
      startedAt: runner.startedAt.toISOString(),
      lastContactAt: runner.lastContactAt.toISOString(),
      pipelines: records.flatMap(({ owner, record }) =>
        owner === runner.name && record
          ? [{ key: record.pipeline.key, status: statusOf({ ...record, now }) }]
          : [],
      ),
      memoryMb: typeof load.memoryMb === 'number' ? load.memoryMb : null,
      cpuPercent: typeof load.cpuPercent === 'number' ? load.cpuPercent : null,
    };
  });
}
