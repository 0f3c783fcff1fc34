import { z } from 'zod';
import { readHealth } from '../../../server/health/read-health';
import { procedure, router } from '../../../server/trpc/procedure';
import { none } from '../../../server/trpc/resources';

export const healthRouter = router({
  get: procedure('health.read', z.void(), none).query(() => readHealth()),
});
