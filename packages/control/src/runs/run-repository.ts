import { randomUUID } from 'node:crypto';
import type { Db } from '../db/client';
import { toJson } from '../db/json';

export type RunRow = {
  id: string;
  projectId: string;
  deploymentId: string;
  versionId: string;
  generation: number;
  epoch: string;
  runner: string;
  engine: string;
};

export async function createRun(tx: Db, run: RunRow): Promise<void> {
  await tx.run.create({ data: { ...run, epoch: BigInt(run.epoch) } });
}

export async function endRun(tx: Db, runId: string, endState: string, reason: string | null): Promise<void> {
  await tx.$executeRaw`
    update runs set ended_at = clock_timestamp(), end_state = ${endState}, reason = ${reason}
     where id = ${runId}::uuid and ended_at is null`;
}

/** Runs of earlier epochs that never ended (their process was killed) are closed by whoever comes after them. */
export async function closeOlderRuns(tx: Db, deploymentId: string, epoch: string): Promise<number> {
  return await tx.$executeRaw`
    update runs set ended_at = clock_timestamp(), end_state = 'lost', reason = 'The runner went away without a word; another run took over.'
     where deployment_id = ${deploymentId}::uuid and ended_at is null and epoch < ${BigInt(epoch)}`;
}

export type RunEventInput = {
  projectId: string;
  deploymentId: string;
  runId: string | null;
  kind: string;
  message: string;
  place: string | null;
  tookMs?: number | undefined;
  detail?: Record<string, unknown> | undefined;
};

export async function addRunEvent(tx: Db, event: RunEventInput): Promise<void> {
  await tx.runEvent.create({
    data: {
      projectId: event.projectId,
      deploymentId: event.deploymentId,
      runId: event.runId,
      kind: event.kind,
      message: event.message,
      place: event.place,
      tookMs: event.tookMs === undefined ? null : Math.round(event.tookMs),
      detail: toJson(event.detail ?? {}),
    },
  });
}

export async function newestEvents(db: Db, deploymentId: string, limit: number) {
  return await db.runEvent.findMany({ where: { deploymentId }, orderBy: { id: 'desc' }, take: limit });
}

/** A durable point, as the engine reports it at the end of a run. */
export type CheckpointInput = {
  epoch: string;
  seq: string;
  tableUuid: string;
  snapshotId: string | null;
  offsets: { topicId: string; partition: number; offset: string }[];
};

export async function addRestorePoint(
  tx: Db,
  point: {
    projectId: string;
    deploymentId: string;
    versionId: string;
    runId: string | null;
    kind: string;
    createdBy: string;
    checkpoint: CheckpointInput;
  },
): Promise<void> {
  const { checkpoint, ...row } = point;
  await tx.restorePoint.create({
    data: {
      id: randomUUID(),
      ...row,
      epoch: BigInt(checkpoint.epoch),
      seq: BigInt(checkpoint.seq),
      tableUuid: checkpoint.tableUuid,
      snapshotId: checkpoint.snapshotId,
      offsets: toJson(checkpoint.offsets),
    },
  });
}
