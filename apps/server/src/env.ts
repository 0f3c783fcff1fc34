import { PenstockError } from '@penstock/common';
import { z } from 'zod';

/** What the launcher hands to the server process. */
const envSchema = z.object({
  DATABASE_URL: z.string().min(1),
  PENSTOCK_DATA: z.string().min(1),
  PENSTOCK_WAREHOUSE: z.string().min(1).optional(),
  PENSTOCK_SERVER_HOST: z.string().min(1).default('127.0.0.1'),
  PENSTOCK_SERVER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  PENSTOCK_INTERNAL_TOKEN: z.string().min(16).optional(),
  PENSTOCK_SECRET_KEY: z.string().optional(),
  PENSTOCK_STATUS_FILE: z.string().optional(),
  PENSTOCK_EXTENSIONS_FILE: z.string().optional(),
  PENSTOCK_KAFKA: z.string().optional(),
  PENSTOCK_EXAMPLE_DIR: z.string().optional(),
  CRASH_AT: z.string().optional(),
  REDIS_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type ServerEnv = z.infer<typeof envSchema>;

export function readEnv(source: NodeJS.ProcessEnv): ServerEnv {
  const parsed = envSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new PenstockError('bad_input', `The environment is not complete:\n${z.prettifyError(parsed.error)}`);
}
