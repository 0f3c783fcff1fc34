// What apps/runner needs: leases, tasks, reports and the queue's receiving end.

export { type ConnectionConfig, readLocalConnection } from './connections/connection-config';
export type { Job } from './dispatch/jobs';
export { type DispatchWorker, type QueueBackendOptions, startDispatchWorker } from './dispatch/queue-backend';
export {
  createRunnerControl,
  type RunnerControl,
  type RunnerControlOptions,
} from './runners/create-runner-control';
export type { DeploymentTask, PreparedVersion } from './runners/deployment-task';
export type { RunnerIdentity, RunnerLoad } from './runners/runner-repository';
export type { KnownCommit } from './runs/known-commit';
export type { Lease, LeaseHolder } from './runs/lease-repository';
export type { StoredProblem } from './runs/problem';
export type { CheckpointInput } from './runs/run-repository';
export type { RunEventReport, RunService } from './runs/run-service';
export { leaseTiming, reconcileEveryMs, runnerHeartbeatEveryMs } from './runs/timing';
export type { ClaimedReplay, ReplayCommit, ReplayFailure } from './set-aside/replay-claims';
