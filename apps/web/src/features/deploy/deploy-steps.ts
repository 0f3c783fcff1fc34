import type { DeploymentView } from '@penstock/control/contracts';

export type DeployStep = { name: string; state: 'done' | 'now' | 'next' | 'failed'; detail: string | null };

export type DeployProgress = { steps: DeployStep[]; finished: boolean; failed: boolean };

/**
 * A deploy that has begun, as named steps read from observed state: what is shown as done has been seen, not assumed.
 * `fromVersion` is null when nothing ran before.
 */
export function deployProgress(
  view: DeploymentView | null,
  target: number,
  fromVersion: number | null,
): DeployProgress {
  const observed = view?.observed;
  const accepted = view?.desired.versionNumber === target;
  const takenUp =
    observed?.generation === undefined || observed.generation >= (view?.desired.generation ?? 0);
  const onTarget = accepted && takenUp && observed?.versionNumber === target;
  const status = observed?.status;
  if (accepted && view?.desired.state === 'stopped' && fromVersion !== null)
    return stopping(fromVersion, status === 'stopped' || status === 'never');
  const taken = onTarget && (status === 'starting' || status === 'running');
  const oldGone =
    taken ||
    (accepted && (status === 'stopped' || status === 'never' || (status === 'starting' && onTarget)));
  const running = onTarget && status === 'running';
  const failed = accepted && onTarget && (status === 'failing' || status === 'blocked');
  const reached: [string, boolean, string | null][] = [
    ['Accepted', accepted, null],
    ...(fromVersion === null
      ? []
      : ([[`v${fromVersion} stops with a restore point`, oldGone || failed, null]] as [
          string,
          boolean,
          string | null,
        ][])),
    [`A runner takes v${target}`, taken || failed, observed?.runner ?? null],
    [`v${target} reads and writes`, running, view?.live?.waitingFor ?? null],
  ];
  const firstOpen = reached.findIndex(([, done]) => !done);
  const steps = reached.map(([name, done, detail], at): DeployStep => {
    if (done) return { name, state: 'done', detail };
    if (at !== firstOpen) return { name, state: 'next', detail: null };
    return failed
      ? { name, state: 'failed', detail: view?.problem?.message ?? null }
      : { name, state: 'now', detail };
  });
  return { steps, finished: running, failed };
}

/** A disabled version is deployed by stopping the one that runs: no runner will take it. */
function stopping(fromVersion: number, stopped: boolean): DeployProgress {
  const steps: DeployStep[] = [
    { name: 'Accepted', state: 'done', detail: null },
    {
      name: `v${fromVersion} stops with a restore point`,
      state: stopped ? 'done' : 'now',
      detail: stopped ? 'stopped; the position is kept' : null,
    },
  ];
  return { steps, finished: false, failed: false };
}
