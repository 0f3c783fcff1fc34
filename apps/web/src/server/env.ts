import { z } from 'zod';

const envSchema = z.object({
  DATABASE_URL: z.string().min(1),
  PENSTOCK_SECRET_KEY: z.string().min(1),
  PENSTOCK_SERVER_URL: z.url(),
  PENSTOCK_INTERNAL_TOKEN: z.string().min(1),
  PENSTOCK_STATUS_FILE: z.string().optional(),
  PENSTOCK_EXAMPLE_DIR: z.string().optional(),
});

export type WebEnv = z.infer<typeof envSchema>;

let parsed: WebEnv | undefined;

/** The launcher's settings, read when first needed: a build has none. */
export function env(): WebEnv {
  parsed ??= envSchema.parse(process.env);
  return parsed;
}
