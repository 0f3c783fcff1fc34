import { z } from 'zod';

/**
 * Every job of the queue: ids alone, so that nothing secret or stale can lie in it. Parsed by the producer and again by
 * the consumer; new fields must be optional. `jobId` makes a repeated job the same job.
 */
export const jobCatalog = {
  'deployment.changed': {
    payload: z.object({ deploymentId: z.uuid(), generation: z.number().int().positive() }),
    jobId: (payload: { deploymentId: string; generation: number }) =>
      `deployment-${payload.deploymentId}-${payload.generation}`,
    attempts: 3,
  },
} as const;

export type JobKind = keyof typeof jobCatalog;
export type JobPayload<K extends JobKind> = z.infer<(typeof jobCatalog)[K]['payload']>;
export type Job = { [K in JobKind]: { kind: K; payload: JobPayload<K> } }[JobKind];

/** A job from outside (outbox row or queue), checked. Throws a ZodError with what is wrong. */
export function parseJob(kind: string, payload: unknown): Job {
  const known = z.enum(Object.keys(jobCatalog) as [JobKind, ...JobKind[]]).parse(kind);
  return { kind: known, payload: jobCatalog[known].payload.parse(payload) };
}

export function jobIdOf(job: Job): string {
  return jobCatalog[job.kind].jobId(job.payload);
}
