import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, pipelineKey, project } from '../../../server/trpc/resources';

const selection = inProject.extend({
  /** These alone; all changes when absent. */
  pipelineKeys: z.array(pipelineKey).max(1000).optional(),
  /** With them, the files of no pipeline. */
  projectFiles: z.boolean().optional(),
});
const publish = selection.extend({
  baseRevisionId: z.uuid(),
  message: z.string().trim().min(1, 'Say what changed.').max(2000),
});

export const publishingRouter = router({
  plan: procedure('publish.plan', selection, project).query(({ ctx, input: { projectId, ...input } }) =>
    ctx.control.publishing.plan(ctx.actor, projectId, input),
  ),

  publish: procedure('publish.run', publish, project).mutation(({ ctx, input: { projectId, ...input } }) =>
    ctx.control.publishing.publish(ctx.actor, projectId, input),
  ),
});
