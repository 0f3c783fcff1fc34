import { z } from 'zod';
import { procedure, router } from '../../../server/trpc/procedure';
import { none } from '../../../server/trpc/resources';

export const runnersRouter = router({
  list: procedure('runner.list', z.void(), none).query(({ ctx }) => ctx.control.runners.list()),
});
