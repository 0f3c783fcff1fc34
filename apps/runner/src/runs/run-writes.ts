import type { DeploymentTask, Lease, RunnerControl, StoredProblem } from '@penstock/control/runner';
import type { RunEnd, RunProblem } from '@penstock/engine';
import { storedProblem } from '../deployments/problems';
import type { Active } from './active';

type Runs = RunnerControl['runs'];

/** Why a run is ended by its holder, and what is observed afterwards. */
export type Closing = {
  kind: 'stop' | 'deploy' | 'shutdown';
  observed: 'stopped' | 'starting';
  message: string;
};

export type FailedState = {
  state: 'failing' | 'blocked';
  generation: number;
  problem: StoredProblem | null;
};

/** The end of a run that was asked to stop, with its checkpoint as a restore point. */
export async function writeClosed(
  runs: Runs,
  active: Active,
  ended: RunEnd,
  closing: Closing,
): Promise<void> {
  const { runId, prepared, lease } = active.options;
  const isClean = ended.kind === 'stopped';
  await runs.end(
    lease,
    {
      runId,
      versionId: prepared.versionId,
      endState: isClean ? 'stopped' : 'killed',
      restorePointKind: closing.kind,
      reason: isClean ? null : reasonOf(ended),
      checkpoint: isClean ? ended.checkpoint : null,
    },
    { state: closing.observed, problem: null, generation: active.generation },
    { kind: 'stopped', message: closing.message, tookMs: performance.now() - active.startedAt },
  );
}

/** The end of a run that came back by itself. */
export async function writeFailed(
  runs: Runs,
  active: Active,
  problem: RunProblem,
  observed: FailedState,
): Promise<void> {
  const { runId, prepared, lease } = active.options;
  const { versionId } = prepared;
  await runs.end(
    lease,
    {
      runId,
      versionId,
      endState: 'failed',
      reason: problem.message,
      checkpoint: null,
      restorePointKind: 'stop',
    },
    observed,
    {
      kind: observed.state,
      message: problem.message,
      tookMs: performance.now() - active.startedAt,
      detail: { code: problem.code, generation: active.generation },
    },
  );
}

/** A new version cannot run and the old one goes on. */
export async function writeRejected(
  runs: Runs,
  lease: Lease,
  active: Active,
  problem: RunProblem,
  generation: number,
): Promise<void> {
  const message = `The new version cannot run, v${active.options.prepared.versionNumber} goes on: ${problem.message}`;
  const stored = storedProblem({ ...problem, message }, { generation, since: new Date().toISOString() });
  await runs.observe(lease, { state: 'running', problem: stored }, { kind: 'rejected', message });
}

/** Nothing runs and the lease is about to be let go. While it should run, problem and tries stay for the next runner. */
export async function writeReleased(runs: Runs, lease: Lease, task: DeploymentTask): Promise<void> {
  const { observed, desired, problem } = task;
  const isSaid =
    observed.state === 'stopped' && problem === null && observed.generation === desired.generation;
  if (isSaid) return;
  const isWanted = desired.state === 'running';
  await runs.observe(
    lease,
    isWanted ? { state: 'stopped' } : { state: 'stopped', generation: desired.generation, problem: null },
    null,
  );
}

function reasonOf(end: RunEnd): string {
  if (end.kind === 'failed') return end.problem.message;
  return end.kind === 'fenced' ? end.message : '';
}
