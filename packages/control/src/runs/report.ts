import { z } from 'zod';

const counter = z.string().regex(/^\d+$/);

/** What an engine reports after every commit and at least every 2 s. The same shape as the engines' `RunReport`. */
export const runReportSchema = z.object({
  at: z.string(),
  phase: z.enum(['starting', 'running', 'waiting', 'draining']),
  waitingFor: z.string().optional(),
  totals: z.object({
    in: counter,
    out: counter,
    filtered: counter,
    setAside: counter,
    bytesIn: counter,
    bytesOut: counter,
  }),
  lag: counter.nullable(),
  lagByPartition: z.record(z.string(), z.string()),
  seq: counter,
  snapshotId: z.string().nullable(),
  lastCommitAt: z.string().nullable(),
  freshnessMs: z.number().nullable(),
  batchMs: z.number().nullable(),
  commitMs: z.number().nullable(),
  memoryMb: z.number(),
});
export type RunReportInput = z.infer<typeof runReportSchema>;

/** What `deployments.latest` holds: the newest report and the run it came from. */
export const latestReportSchema = runReportSchema.extend({ runId: z.string(), epoch: z.string() });
export type LatestReport = z.infer<typeof latestReportSchema>;

/** The stored report; null when there is none or it is of a shape this version does not know. */
export function readLatest(value: unknown): LatestReport | null {
  const parsed = latestReportSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
