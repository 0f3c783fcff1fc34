import type { DeploymentView } from '@penstock/control/contracts';

export type DeployStep = { name: string; state: 'done' | 'now' | 'next' | 'failed'; detail: string | null };

/** `outcome` is null while it is under way; `canStop` when there is still something that stopping would end. */
export type DeployProgress = {
  steps: DeployStep[];
  outcome: 'running' | 'stopped' | 'failed' | null;
  canStop: boolean;
};

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
  if (accepted && view?.desired.state === 'stopped')
    return stopping(target, fromVersion, status === 'stopped' || status === 'never');
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
  return {
    steps,
    outcome: running ? 'running' : failed ? 'failed' : null,
    canStop: view?.desired.state === 'running' && !running,
  };
}

/** A disabled version is deployed by stopping what runs, if anything does: no runner will take it. */
function stopping(target: number, fromVersion: number | null, stopped: boolean): DeployProgress {
  const last =
    fromVersion === null
      ? { name: `v${target} does not run`, detail: null }
      : {
          name: `v${fromVersion} stops with a restore point`,
          detail: stopped ? 'stopped; the position is kept' : null,
        };
  const steps: DeployStep[] = [
    { name: 'Accepted', state: 'done', detail: null },
    { ...last, state: stopped ? 'done' : 'now' },
  ];
  return { steps, outcome: stopped ? 'stopped' : null, canStop: false };
}
