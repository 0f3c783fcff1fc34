import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import {
  environment,
  inEnvironment,
  inProject,
  onPipeline,
  pipeline,
  pipelineKey,
  project,
} from '../../../server/trpc/resources';

const onVersion = onPipeline.extend({ number: z.number().int().positive() });

export const pipelinesRouter = router({
  list: procedure('pipeline.list', inEnvironment, environment).query(({ ctx, input }) =>
    ctx.control.pipelines.list(ctx.actor, input.projectId, input.environmentId),
  ),

  /** The id is null while the pipeline exists only in the draft. */
  byKey: procedure('project.read', inProject.extend({ key: pipelineKey }), project).query(({ ctx, input }) =>
    ctx.control.pipelines.byKey(ctx.actor, input.projectId, input.key),
  ),

  versions: procedure('pipeline.read', onPipeline, pipeline).query(({ ctx, input }) =>
    ctx.control.pipelines.versions(input.pipelineId),
  ),

  versionText: procedure('pipeline.read', onVersion, pipeline).query(({ ctx, input }) =>
    ctx.control.pipelines.versionText(input.pipelineId, input.number),
  ),

  restoreIntoDraft: procedure('pipeline.restore', onVersion, pipeline).mutation(({ ctx, input }) =>
    ctx.control.pipelines.restoreIntoDraft(ctx.actor, input.pipelineId, input.number),
  ),

  /** Stops it and keeps its history; never drops a table. */
  remove: procedure('pipeline.delete', onPipeline, pipeline).mutation(({ ctx, input }) =>
    ctx.control.deployments.deletePipeline(ctx.actor, input.pipelineId),
  ),
});
