import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { deployment, onDeployment } from '../../../server/trpc/resources';

export const runsRouter = router({
  events: procedure(
    'deployment.read',
    onDeployment.extend({ limit: z.number().int().min(1).max(500).default(100) }),
    deployment,
  ).query(({ ctx, input }) => ctx.control.deployments.events(input.deploymentId, input.limit)),

  metrics: procedure(
    'deployment.read',
    onDeployment.extend({
      minutes: z
        .number()
        .int()
        .min(1)
        .max(60 * 24 * 7),
    }),
    deployment,
  ).query(({ ctx, input }) => ctx.control.deployments.metrics(input.deploymentId, input.minutes)),
});
