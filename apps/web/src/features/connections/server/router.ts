import { z } from 'zod';
import { server } from '../../../server/server-client';
import { procedure, router } from '../../../server/trpc/procedure';
import { environment, inEnvironment } from '../../../server/trpc/resources';

const named = inEnvironment.extend({ name: z.string().max(200) });
const written = named.extend({ brokers: z.array(z.string().max(4000)).max(100) });

export const connectionsRouter = router({
  list: procedure('connection.read', inEnvironment, environment).query(({ ctx, input }) =>
    ctx.control.connections.list(input.projectId, input.environmentId),
  ),

  create: procedure('connection.write', written, environment).mutation(({ ctx, input }) =>
    ctx.control.connections.create(ctx.actor, input.projectId, input.environmentId, input),
  ),

  update: procedure('connection.write', written, environment).mutation(({ ctx, input }) =>
    ctx.control.connections.update(ctx.actor, input.projectId, input.environmentId, input),
  ),

  remove: procedure('connection.write', named, environment).mutation(({ ctx, input }) =>
    ctx.control.connections.remove(ctx.actor, input.projectId, input.environmentId, input.name),
  ),

  /** A mutation only so that it travels alone and is asked for by hand: it changes nothing. */
  test: procedure('connection.test', named, environment).mutation(({ input: { name, ...at } }) =>
    server().connectionTest({ ...at, connection: name }),
  ),
});
