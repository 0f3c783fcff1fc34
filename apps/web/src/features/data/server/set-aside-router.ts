import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { deployment, onDeployment } from '../../../server/trpc/resources';

const page = onDeployment.extend({
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

export const setAsideRouter = router({
  list: procedure('setAside.read', page, deployment).query(({ ctx, input }) =>
    ctx.control.deployments.setAside(input.deploymentId, { cursor: input.cursor, limit: input.limit }),
  ),
});
