import type { ActorRef } from '../contracts/services';
import type { Db } from '../db/client';
import { toJson } from '../db/json';

export type AuditRecord = {
  actor: ActorRef;
  projectId: string | null;
  action: string;
  resourceKind: 'project' | 'draft' | 'pipeline' | 'deployment' | 'sample' | 'connection';
  resourceId: string;
  reason?: string;
  detail?: Record<string, unknown>;
};

/** Written in the transaction of what it tells of: an action that was rolled back leaves no entry. */
export async function writeAudit(tx: Db, record: AuditRecord): Promise<void> {
  await tx.auditEntry.create({
    data: {
      actorId: record.actor.id,
      projectId: record.projectId,
      action: record.action,
      resourceKind: record.resourceKind,
      resourceId: record.resourceId,
      reason: record.reason ?? null,
      detail: toJson(record.detail ?? {}),
    },
  });
}
