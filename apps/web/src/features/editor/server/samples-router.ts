import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { inProject, onPipeline, pipelineKey, project } from '../../../server/trpc/resources';

const ofPipeline = inProject.extend({ pipelineKey });
const save = onPipeline.extend({
  name: z.string().trim().min(1, 'Give the sample a name.').max(100),
  /** A line per message as in samples/<pipeline>/<name>.jsonl. */
  jsonl: z.string().max(10_000_000),
  source: z.string().max(200),
});

export const samplesRouter = router({
  list: procedure('sample.read', ofPipeline, project).query(({ ctx, input }) =>
    ctx.control.samples.list(input.projectId, input.pipelineKey),
  ),

  read: procedure('sample.read', ofPipeline.extend({ name: z.string().max(200) }), project).query(
    ({ ctx, input }) => ctx.control.samples.read(input.projectId, input.pipelineKey, input.name),
  ),

  save: procedure('sample.write', save, project).mutation(
    ({ ctx, input: { projectId, pipelineId, ...input } }) =>
      ctx.control.samples.save(ctx.actor, projectId, pipelineId, input),
  ),

  remove: procedure('sample.write', inProject.extend({ id: z.uuid() }), project).mutation(({ ctx, input }) =>
    ctx.control.samples.remove(ctx.actor, input.projectId, input.id),
  ),
});
