import { z } from 'zod';

/** What `deployments.problem` holds. `generation` tells which command the problem belongs to. */
export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  since: z.string(),
  sqlLine: z.number().optional(),
  record: z.object({ partition: z.number(), offset: z.string(), excerpt: z.string() }).optional(),
  tries: z.number().optional(),
  nextTryAt: z.string().optional(),
  generation: z.number().optional(),
});
export type StoredProblem = z.infer<typeof problemSchema>;

export function readProblem(value: unknown): StoredProblem | null {
  const parsed = problemSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
