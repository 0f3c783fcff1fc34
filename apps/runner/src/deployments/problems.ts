import { isPenstockError } from '@penstock/common';
import type { StoredProblem } from '@penstock/control/runner';
import type { RunProblem } from '@penstock/engine';

/** Errors that trying again cannot mend: a person has to decide. */
const lasting = new Set(['invalid_version', 'blocked', 'refused', 'bad_input', 'forbidden', 'too_large']);

/** Anything that went wrong while a run was prepared or started, as a run's problem. */
export function problemOf(error: unknown): RunProblem {
  if (!isPenstockError(error)) {
    return {
      code: 'internal',
      message: error instanceof Error ? error.message : String(error),
      retryable: true,
    };
  }
  const { sqlLine } = error.details;
  return {
    code: error.code,
    message: error.message,
    retryable: !lasting.has(error.code),
    ...(typeof sqlLine === 'number' ? { sqlLine } : {}),
  };
}

/** What the deployment shows while it is failing or blocked. */
export function storedProblem(
  problem: RunProblem,
  at: { generation: number; since: string; tries?: number; nextTryAt?: string | null },
): StoredProblem {
  return {
    code: problem.code,
    message: problem.message,
    since: at.since,
    generation: at.generation,
    ...(problem.sqlLine === undefined ? {} : { sqlLine: problem.sqlLine }),
    ...(problem.record === undefined ? {} : { record: problem.record }),
    ...(at.tries === undefined ? {} : { tries: at.tries }),
    ...(at.nextTryAt ? { nextTryAt: at.nextTryAt } : {}),
  };
}

/** The database is away: not the version's fault, and nothing to count as a failure. */
export function isDatabaseTrouble(error: unknown): boolean {
  return isPenstockError(error) && (error.code === 'unavailable' || error.code === 'lease_lost');
}
