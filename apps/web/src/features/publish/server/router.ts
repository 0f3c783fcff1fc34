import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, pipelineKey, project } from '../../../server/trpc/resources';

const selection = inProject.extend({ pipelineKeys: z.array(pipelineKey).max(1000).optional() });
const publish = selection.extend({
  baseRevisionId: z.uuid(),
  message: z.string().trim().min(1, 'Say what changed.').max(2000),
});

export const publishingRouter = router({
  plan: procedure('publish.plan', selection, project).query(({ ctx, input }) =>
    ctx.control.publishing.plan(ctx.actor, input.projectId, { pipelineKeys: input.pipelineKeys }),
  ),

  publish: procedure('publish.run', publish, project).mutation(({ ctx, input: { projectId, ...input } }) =>
    ctx.control.publishing.publish(ctx.actor, projectId, input),
  ),
});
