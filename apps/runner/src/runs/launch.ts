import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeploymentTask, KnownCommit, Lease, StoredProblem } from '@penstock/control/runner';
import type { Caution, RunReport } from '@penstock/engine';
import type { HolderOptions } from '../deployments/holder-options';
import type { Prepared } from '../deployments/prepare';
import { problemOf } from '../deployments/problems';
import { Active } from './active';
import { buildRunSpec } from './run-spec';

export type Launch = {
  task: DeploymentTask;
  prepared: Prepared;
  lease: Lease;
  lastCommit: KnownCommit | null;
  /** What the deployment goes on to show until the run has proven itself. */
  problem: StoredProblem | null;
  /** What the last run's end said this one has to know. */
  caution: Caution | null;
  onReport(active: Active, report: RunReport): void;
  onLeaseLost(reason: string): void;
  onEnded(): void;
};

/** Records a run. It does not run yet: `startRun` does that. */
export async function recordRun(options: HolderOptions, launch: Launch): Promise<Active> {
  const { control } = options;
  const { lease, problem, task } = launch;
  const { generation } = task.desired;
  const { version, engine } = launch.prepared;
  const { versionId } = version;
  const { runId } = await control.runs.begin(lease, {
    versionId,
    generation,
    engine: engine.name,
    observed: { state: problem ? 'failing' : 'starting', versionId, generation, problem },
    event: { kind: 'starting', message: `v${version.versionNumber} is starting (epoch ${lease.epoch})` },
  });
  const active: Active = new Active({
    control,
    lease,
    runId,
    prepared: version,
    generation,
    onReport: (report) => launch.onReport(active, report),
    onLeaseLost: launch.onLeaseLost,
    onEnded: launch.onEnded,
    log: (error, what) => options.log('warn', what, { err: error }),
  });
  return active;
}

/** Starts the engine. What it throws becomes the run's end. */
export async function startRun(options: HolderOptions, launch: Launch, active: Active): Promise<void> {
  const { task, prepared, lease, lastCommit, caution } = launch;
  try {
    const extensions = await options.extensions();
    const { runId } = active.options;
    const spec = buildRunSpec({
      prepared: prepared.version,
      lease,
      runId,
      start: task.start,
      lastCommit,
      caution,
      catalogUri: options.catalogUri,
      stateDir: stateDir(options, lease.deploymentId, runId),
      extensions,
    });
    await active.start(prepared.engine, spec);
  } catch (error) {
    active.end = { kind: 'failed', problem: problemOf(error) };
  }
}

/** What a run left on the disk: nothing that anybody needs. */
export async function removeFiles(options: HolderOptions, active: Active): Promise<void> {
  const { lease, runId } = active.options;
  await rm(stateDir(options, lease.deploymentId, runId), { recursive: true, force: true }).catch(
    () => undefined,
  );
}

function stateDir({ workDir }: HolderOptions, deploymentId: string, runId: string): string {
  return join(workDir, deploymentId, runId);
}
