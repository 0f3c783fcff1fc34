import { z } from 'zod';
import { changeStream } from '../../../server/live/change-stream';
import { procedure, router } from '../../../server/trpc/procedure';
import { none } from '../../../server/trpc/resources';

export const liveRouter = router({
  /** Which deployments and projects changed, at most twice a second; what they changed to is read by the queries concerned. */
  changes: procedure('live.subscribe', z.void(), none).subscription(async function* ({ ctx, signal }) {
    yield* changeStream(
      (onChange) => ctx.control.live.subscribe(onChange),
      signal ?? new AbortController().signal,
    );
  }),
});
