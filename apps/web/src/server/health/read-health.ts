import 'server-only';
import { isPenstockError, PenstockError } from '@penstock/common';
import { localUser } from '@penstock/control';
import { control } from '../control';
import { env } from '../env';
import { server } from '../server-client';
import { type LauncherPart, readStatusFile } from './status-file';

export type PartState = 'up' | 'coming' | 'down' | 'off';
export type Part = {
  name: string;
  /** For people, e.g. "Kafka". */
  label: string;
  state: PartState;
  message: string | null;
  percent: number | null;
  /** What it is doing while `coming`. */
  doing: 'fetching' | 'starting' | null;
};
export type Health = { ok: boolean; parts: Part[] };

const states: Record<LauncherPart['state'], PartState> = {
  ready: 'up',
  absent: 'off',
  failed: 'down',
  waiting: 'coming',
  fetching: 'coming',
  starting: 'coming',
  restarting: 'coming',
};

function fromLauncher(part: LauncherPart): Part {
  const { name, label, detail, progress } = part;
  const state = states[part.state];
  const doing = state !== 'coming' ? null : part.state === 'fetching' ? 'fetching' : 'starting';
  return { name, label, state, message: detail ?? null, percent: progress ?? null, doing };
}

async function check(name: string, label: string, probe: () => Promise<unknown>): Promise<Part> {
  try {
    await probe();
    return { name, label, state: 'up', message: null, percent: null, doing: null };
  } catch (error) {
    const message = isPenstockError(error) ? error.message : `${label} does not answer.`;
    return { name, label, state: 'down', message, percent: null, doing: null };
  }
}

/** A runner writes every few seconds; 30 s of silence means that nothing would be carried out. */
const RUNNER_SILENCE_MS = 30_000;

async function heardRunner(): Promise<void> {
  const runners = await (await control()).runners.list();
  if (runners.some(({ lastContactAt }) => Date.now() - Date.parse(lastContactAt) < RUNNER_SILENCE_MS)) return;
  throw new PenstockError('unavailable', 'No runner has been heard for 30 s. Start one, or look at its log.');
}

/** Every part's state: the launcher's word for those it starts, our own look at Postgres and the server. */
export async function readHealth(): Promise<Health> {
  const [launched, postgres, serverPart] = await Promise.all([
    readStatusFile(env().PENSTOCK_STATUS_FILE),
    check('postgres', 'Postgres', async () =>
      (await control()).authorize(localUser, 'health.read', { kind: 'none' }),
    ),
    check('server', 'The server', () => server().health()),
  ]);
  const parts = new Map(launched.map((part) => [part.name, fromLauncher(part)]));
  for (const own of [postgres, serverPart]) {
    // What cannot be reached while the launcher still starts it is coming, not down.
    if (own.state === 'up' || parts.get(own.name)?.state !== 'coming') parts.set(own.name, own);
  }
  parts.set('web', { name: 'web', label: 'Web app', state: 'up', message: null, percent: null, doing: null });
  // Without the launcher (containers), the runner speaks through the database alone.
  if (!parts.has('runner') && postgres.state === 'up')
    parts.set('runner', await check('runner', 'The runner', heardRunner));
  const all = [...parts.values()];
  return { ok: all.every((part) => part.state === 'up' || part.state === 'off'), parts: all };
}
