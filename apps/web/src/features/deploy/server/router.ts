import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { deployment, onDeployment, onPlacement, placement } from '../../../server/trpc/resources';

const planned = onPlacement.extend({ versionNumber: z.number().int().positive() });
const instant = z.iso.datetime({ offset: true });
/** `at`: count the messages since then. */
const plan = planned.extend({ at: instant.optional() });
const deploy = planned.extend({
  /** The plan's token: exactly this plan is carried out, or nothing. */
  token: z.string().min(1).max(2000),
  start: z
    .object({
      kind: z.enum(['earliest', 'latest', 'group', 'time', 'stored', 'adopt']),
      at: instant.optional(),
    })
    .optional(),
});

export const deploymentsRouter = router({
  get: procedure('deployment.read', onDeployment, deployment).query(({ ctx, input }) =>
    ctx.control.deployments.get(input.deploymentId),
  ),

  /** Null when the pipeline has never been deployed there. */
  forPipeline: procedure('deployment.plan', onPlacement, placement).query(({ ctx, input }) =>
    ctx.control.deployments.forPipeline(input.pipelineId, input.environmentId),
  ),

  plan: procedure('deployment.plan', plan, placement).query(({ ctx, input: { projectId: _, ...input } }) =>
    ctx.control.deployments.plan(ctx.actor, input),
  ),

  deploy: procedure('deployment.deploy', deploy, placement).mutation(
    ({ ctx, input: { projectId: _, ...input } }) => ctx.control.deployments.deploy(ctx.actor, input),
  ),

  stop: procedure('deployment.operate', onDeployment, deployment).mutation(({ ctx, input }) =>
    ctx.control.deployments.stop(ctx.actor, input.deploymentId),
  ),

  start: procedure('deployment.operate', onDeployment, deployment).mutation(({ ctx, input }) =>
    ctx.control.deployments.start(ctx.actor, input.deploymentId),
  ),

  /** Clears the back-off of a failing deployment. */
  retry: procedure('deployment.operate', onDeployment, deployment).mutation(({ ctx, input }) =>
    ctx.control.deployments.retry(ctx.actor, input.deploymentId),
  ),
});
