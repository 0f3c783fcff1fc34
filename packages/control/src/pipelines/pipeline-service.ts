import { PenstockError } from '@penstock/common';
import type { VersionDefinition } from '@penstock/config-schema';
import { writeAudit } from '../audit/audit-repository';
import type { ControlServices } from '../contracts/services';
import type { VersionView } from '../contracts/views';
import type { Database, Db } from '../db/client';
import { lockInTransaction } from '../db/locks';
import { desiredVersions } from '../deployments/deployment-repository';
import { editedDraft } from '../drafts/draft-changes';
import { lockDraft, replaceDraft } from '../drafts/draft-repository';
import { projectWithHead } from '../drafts/draft-service';
import { notifyLive } from '../live/notify';
import { readProject, restoreVersion } from '../projects/project-config';
import type { RevisionReader } from '../projects/revision-reader';
import { revisionPipelines, versionOrigins } from '../projects/revision-repository';
import { listPipelines } from './pipeline-list';
import { findPipeline, findPipelineByKey, findVersion } from './pipeline-repository';
import { sqlOf } from './version-text';

export function createPipelineService(
  database: Database,
  revisions: RevisionReader,
): ControlServices['pipelines'] {
  const { db } = database;
  return {
    list: (actor, projectId, environmentId) => listPipelines(db, revisions, actor, projectId, environmentId),

    async byKey(_actor, projectId, key) {
      return { id: (await findPipelineByKey(db, projectId, key))?.id ?? null, key };
    },

    async versions(pipelineId) {
      const [origins, deployed] = await Promise.all([
        versionOrigins(db, pipelineId),
        desiredVersions(db, pipelineId),
      ]);
      return origins.map(
        (row): VersionView => ({
          id: row.versionId,
          number: row.number,
          createdAt: row.createdAt.toISOString(),
          createdBy: row.createdBy ?? '',
          message: row.message,
          revisionNumber: row.revisionNumber,
          deployedIn: deployed
            .filter((one) => one.versionId === row.versionId)
            .map((one) => one.environmentName),
        }),
      );
    },

    async versionText(pipelineId, number) {
      const definition = await definitionOf(db, pipelineId, number);
      return { number, sql: sqlOf(definition), entry: definition.entry };
    },

    async restoreIntoDraft(actor, pipelineId, number) {
      await database.transaction(async (tx) => {
        const pipeline = await findPipeline(tx, pipelineId);
        if (!pipeline) throw new PenstockError('not_found', 'This pipeline does not exist any more.');
        const { projectId } = pipeline;
        await lockInTransaction(tx, `draft:${projectId}:${actor.id}`);
        const { head } = await projectWithHead(tx, projectId);
        const draft = await lockDraft(tx, projectId, actor.id, head.id);
        const base = await revisions.content(draft.baseRevisionId, tx);
        const { files: mine, changesOf } = editedDraft(base, draft.changes);
        const key = await presentKey(
          tx,
          draft.baseRevisionId,
          pipelineId,
          readProject(mine).pipelines.has(pipeline.key) ? pipeline.key : null,
        );
        const restored = restoreVersion(mine, key, await definitionOf(tx, pipelineId, number));
        await replaceDraft(tx, draft.id, draft.baseRevisionId, changesOf(restored));
        await writeAudit(tx, {
          actor,
          projectId,
          action: 'pipeline.restore',
          resourceKind: 'pipeline',
          resourceId: pipelineId,
          detail: { number },
        });
        await notifyLive(tx, { draft: { projectId, actorId: actor.id } });
      });
    },
  };
}

/** The authored definition of a version; throws `not_found`. */
export async function definitionOf(db: Db, pipelineId: string, number: number): Promise<VersionDefinition> {
  const version = await findVersion(db, pipelineId, number);
  if (!version)
    throw new PenstockError('not_found', `Version v${number} does not exist. Choose one of the list.`);
  return version.definition as VersionDefinition;
}

async function presentKey(
  db: Db,
  revisionId: string,
  pipelineId: string,
  known: string | null,
): Promise<string | null> {
  if (known !== null) return known;
  return (await revisionPipelines(db, revisionId)).find((row) => row.pipelineId === pipelineId)?.key ?? null;
}
