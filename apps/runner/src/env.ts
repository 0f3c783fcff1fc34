import { hostname } from 'node:os';
import { PenstockError } from '@penstock/common';
import { z } from 'zod';

/** What the launcher hands to a runner. */
const envSchema = z.object({
  DATABASE_URL: z.string().min(1),
  PENSTOCK_DATA: z.string().min(1),
  /** The server's base URL: its Iceberg catalog answers there. */
  PENSTOCK_SERVER_URL: z.url(),
  PENSTOCK_SECRET_KEY: z.string().min(1),
  PENSTOCK_EXTENSIONS_FILE: z.string().min(1).optional(),
  /** JSON of the launcher's own Kafka or message files; absent where every project has connections of its own. */
  PENSTOCK_KAFKA: z.string().min(1).optional(),
  PENSTOCK_RUNNER_NAME: z.string().min(1).max(100).default(hostname()),
  REDIS_URL: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type RunnerEnv = z.infer<typeof envSchema>;

export function readEnv(source: NodeJS.ProcessEnv): RunnerEnv {
  const parsed = envSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new PenstockError('bad_input', `The environment is not complete:\n${z.prettifyError(parsed.error)}`);
}
