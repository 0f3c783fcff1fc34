import { previewRequestSchema } from '@penstock/control/contracts';
import { server } from '../../../server/server-client';
import { procedure, router } from '../../../server/trpc/procedure';
import { project } from '../../../server/trpc/resources';

export const previewRouter = router({
  /** A mutation only so that it travels alone, by POST, and can be aborted: it changes nothing. */
  run: procedure('preview.run', previewRequestSchema, project).mutation(({ input, signal }) =>
    server().preview(input, signal),
  ),
});
