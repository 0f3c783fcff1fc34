import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, pipelineKey, project } from '../../../server/trpc/resources';

const save = inProject.extend({
  baseRevisionId: z.uuid(),
  /** Whole files; null deletes. */
  files: z.record(z.string().max(300), z.string().max(2_000_000).nullable()),
});

export const draftsRouter = router({
  get: procedure('draft.read', inProject, project).query(({ ctx, input }) =>
    ctx.control.drafts.get(ctx.actor, input.projectId),
  ),

  save: procedure('draft.write', save, project).mutation(({ ctx, input }) =>
    ctx.control.drafts.save(ctx.actor, input.projectId, {
      baseRevisionId: input.baseRevisionId,
      files: input.files,
    }),
  ),

  discard: procedure(
    'draft.write',
    inProject.extend({ pipelineKey: pipelineKey.optional() }),
    project,
  ).mutation(({ ctx, input }) =>
    ctx.control.drafts.discard(ctx.actor, input.projectId, { pipelineKey: input.pipelineKey }),
  ),

  rebase: procedure('draft.write', inProject, project).mutation(({ ctx, input }) =>
    ctx.control.drafts.rebase(ctx.actor, input.projectId),
  ),
});
