import { z } from 'zod';
import { server } from '../../../server/server-client';
import { procedure, router } from '../../../server/trpc/procedure';
import { environment, inEnvironment, pipelineKey } from '../../../server/trpc/resources';

const newest = inEnvironment.extend({
  pipelineKey,
  topic: z.string().min(1).max(249),
  connection: z.string().min(1).max(200).optional(),
  limit: z.number().int().min(1).max(1000).default(200),
});

export const messagesRouter = router({
  /** The newest messages of a Kafka topic, or of the message files that stand in for one. */
  newest: procedure('kafka.read', newest, environment).query(({ input }) => server().messages(input)),

  topics: procedure('kafka.read', inEnvironment, environment).query(({ input }) => server().topics(input)),
});
