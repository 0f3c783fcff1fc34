import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { deployment, onDeployment } from '../../../server/trpc/resources';

const encoder = new TextEncoder();
const recordIds = z.array(z.uuid()).min(1).max(1000);
const records = z.union([
  z.literal('all'),
  z
    .array(z.object({ id: z.uuid(), value: z.string().max(10_000_000).optional() }))
    .min(1)
    .max(1000),
]);

const page = onDeployment.extend({
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

export const setAsideRouter = router({
  list: procedure('setAside.read', page, deployment).query(({ ctx, input }) =>
    ctx.control.deployments.setAside(input.deploymentId, { cursor: input.cursor, limit: input.limit }),
  ),
  /** `value` takes the place of the record's own, as UTF-8. */
  replay: procedure('setAside.replay', onDeployment.extend({ records }), deployment).mutation(
    ({ ctx, input }) =>
      ctx.control.replays.request(ctx.actor, {
        deploymentId: input.deploymentId,
        records:
          input.records === 'all'
            ? 'all'
            : input.records.map(({ id, value }) => ({
                recordId: id,
                ...(value === undefined ? {} : { value: encoder.encode(value) }),
              })),
      }),
  ),
  cancelReplay: procedure('setAside.replay', onDeployment.extend({ recordIds }), deployment).mutation(
    ({ ctx, input }) => ctx.control.replays.cancel(ctx.actor, input),
  ),
});
