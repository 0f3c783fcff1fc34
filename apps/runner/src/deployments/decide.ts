/** What the holder of a lease knows when it decides. Times in ms of one monotonic clock. */
export type Situation = {
  /** Null: the deployment is gone. */
  desired: { state: 'running' | 'stopped'; generation: number } | null;
  /** The run that is carried out; `ended` when its engine has come back. */
  run: { generation: number; ended: boolean } | null;
  /** This process is about to end. */
  draining: boolean;
  /** Failures in a row at this generation. */
  retry: { generation: number; at: number } | null;
  /** A generation that cannot be started while the old run goes on. */
  rejectedGeneration: number | null;
  now: number;
};

export type Step =
  | { do: 'release' }
  | { do: 'settle' }
  | { do: 'stop'; why: 'stop' | 'shutdown' }
  | { do: 'start' }
  | { do: 'replace' }
  | { do: 'wait'; ms: number | null };

/** The one next step. Level-driven: it looks at what is, never at what happened. */
export function decide(situation: Situation): Step {
  const { desired, run, retry } = situation;
  if (run?.ended) return { do: 'settle' };
  const wanted = desired?.state === 'running' && !situation.draining;
  if (!wanted) return run ? { do: 'stop', why: situation.draining ? 'shutdown' : 'stop' } : { do: 'release' };
  if (run) {
    const isCurrent =
      run.generation === desired.generation || situation.rejectedGeneration === desired.generation;
    return isCurrent ? { do: 'wait', ms: null } : { do: 'replace' };
  }
  if (retry && retry.generation === desired.generation && retry.at > situation.now)
    return { do: 'wait', ms: retry.at - situation.now };
  return { do: 'start' };
}
