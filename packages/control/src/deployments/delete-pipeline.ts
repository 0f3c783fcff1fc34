import { PenstockError } from '@penstock/common';
import { writeAudit } from '../audit/audit-repository';
import type { ActorRef } from '../contracts/services';
import type { Database } from '../db/client';
import { projectWithHead } from '../drafts/draft-service';
import { findPipeline, markDeleted } from '../pipelines/pipeline-repository';
import { removePipeline } from '../projects/project-config';
import { lockProject } from '../projects/project-repository';
import type { RevisionReader } from '../projects/revision-reader';
import { revisionPipelines } from '../projects/revision-repository';
import { writeRevision } from '../publishing/revision-writer';
import { stopDeploymentsOf } from './deployment-commands';

/** Stops the pipeline and takes its entry out of the project in a new revision. Versions, history and table stay. */
export async function deletePipeline(
  database: Database,
  revisions: RevisionReader,
  actor: ActorRef,
  pipelineId: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const pipeline = await findPipeline(tx, pipelineId);
    if (!pipeline) throw new PenstockError('not_found', 'This pipeline does not exist.');
    if (pipeline.deletedAt !== null) return;
    const { projectId } = pipeline;
    await lockProject(tx, projectId);
    await stopDeploymentsOf(tx, actor, pipelineId, 'the pipeline was deleted');
    const { head } = await projectWithHead(tx, projectId);
    const former = await revisionPipelines(tx, head.id);
    const present = former.find((row) => row.pipelineId === pipelineId);
    if (present) {
      const { files, texts } = await revisions.content(head.id, tx);
      await writeRevision(tx, {
        actor,
        projectId,
        message: `Delete ${present.key}`,
        texts: removePipeline(texts, present.key),
        stored: files.filter((file) => !Object.hasOwn(texts, file.path)),
        parent: { ...head, pipelines: former },
      });
    }
    await markDeleted(tx, pipelineId);
    await writeAudit(tx, {
      actor,
      projectId,
      action: 'pipeline.delete',
      resourceKind: 'pipeline',
      resourceId: pipelineId,
    });
  });
}
