import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, pipelineKey, project } from '../../../server/trpc/resources';

const save = inProject.extend({
  baseRevisionId: z.uuid(),
  /** Whole files; null deletes. */
  files: z.record(z.string().max(300), z.string().max(2_000_000).nullable()),
  /** Path → stamp of the text it was typed over. */
  known: z.record(z.string().max(300), z.string().max(64)),
  origin: z.string().max(64).optional(),
});

const choices = z
  .array(
    z.object({
      path: z.string().max(300),
      pipeline: pipelineKey.nullable(),
      take: z.enum(['mine', 'theirs']),
    }),
  )
  .max(1000)
  .default([]);

export const draftsRouter = router({
  get: procedure('draft.read', inProject, project).query(({ ctx, input }) =>
    ctx.control.drafts.get(ctx.actor, input.projectId),
  ),

  save: procedure('draft.write', save, project).mutation(({ ctx, input: { projectId, ...input } }) =>
    ctx.control.drafts.save(ctx.actor, projectId, input),
  ),

  discard: procedure(
    'draft.write',
    inProject.extend({ pipelineKey: pipelineKey.optional() }),
    project,
  ).mutation(({ ctx, input }) =>
    ctx.control.drafts.discard(ctx.actor, input.projectId, { pipelineKey: input.pipelineKey }),
  ),

  rebase: procedure('draft.write', inProject.extend({ choices }), project).mutation(({ ctx, input }) =>
    ctx.control.drafts.rebase(ctx.actor, input.projectId, input.choices),
  ),
});
