import { z } from 'zod';
import { changeStream } from '../../../server/live/change-stream';
import { procedure, router } from '../../../server/trpc/procedure';
import { none } from '../../../server/trpc/resources';

/** `page`: the origin that the page gives with its saves, so that it does not hear of them. */
const listener = z.object({ page: z.string().max(64).optional() }).optional();

export const liveRouter = router({
  /** Which deployments and projects changed, at most twice a second; what they changed to is read by the queries concerned. */
  changes: procedure('live.subscribe', listener, none).subscription(async function* ({ ctx, input, signal }) {
    yield* changeStream(
      (onChange) => ctx.control.live.subscribe(onChange),
      signal ?? new AbortController().signal,
      { actorId: ctx.actor.id, page: input?.page },
    );
  }),
});
