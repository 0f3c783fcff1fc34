import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../harness/exchange';
import type { Fault, Scene } from '../run/fault';
import { leaseEpoch } from '../run/lease';
import { commitAnswered, furtherCommits } from '../run/moments';
import { replayStates } from '../run/set-aside';
import { arriveLate, killPipelines, takenOver } from '../run/strikes';
import { within } from '../run/within';

export const killDuringReplay: Fault = {
  name: 'kill-during-replay',
  promise:
    'set-aside records whose replay is cut short by kill -9 arrive once each, and are shown as replayed',
  async strike(scene) {
    const { draws, strikes } = scene;
    const strikeAt = { beforeItLands, beforeItIsTold, atAnyMoment };
    const points = draws.shuffle('points', ['beforeItLands', 'beforeItIsTold'] as const);
    for (const point of strikes > 2 ? [...points, 'atAnyMoment' as const, ...points] : points) {
      await strikeAt[point](scene);
      await within('no replay waits any more', async () =>
        [...(await replayStates(scene.installation, scene.pipeline)).values()].every((s) => s !== 'waiting'),
      );
      if (point === 'beforeItLands') await arriveLate(scene.installation);
    }
    await furtherCommits(scene.pipeline, 1);
  },
};

/** The commit is on the way and comes too late: while the next run waits for the replays, or after it has done them. */
async function beforeItLands(scene: Scene): Promise<void> {
  const { installation, draws } = scene;
  const { proxy } = installation;
  proxy.disturb(carriesReplays, { do: 'hold-open' });
  await askForReplays(scene);
  await within('the commit of a replay is on the way', () => proxy.heldCount() === 1);
  const epoch = await leaseEpoch(scene);
  await kill(scene);
  await takenOver(scene, epoch);
  if (draws.pick('arrives', ['before the next run replays', 'after it']) === 'before the next run replays')
    await arriveLate(installation);
}

/** The commit has landed, and nobody but the catalog knows it. */
async function beforeItIsTold(scene: Scene): Promise<void> {
  const killed = commitAnswered(scene.installation, () => kill(scene), carriesReplays);
  await Promise.all([killed, askForReplays(scene)]);
}

async function atAnyMoment(scene: Scene): Promise<void> {
  await askForReplays(scene);
  await delay(scene.draws.int('ms after asking', 0, 2_500));
  await kill(scene);
}

/** The signal is sent before anything is waited for. A runner's lease has to run out: the short scale has no time for that. */
async function kill({ draws, installation, strikes }: Scene): Promise<void> {
  const victims = strikes > 2 ? (['the pipeline', 'the runner'] as const) : (['the pipeline'] as const);
  if (draws.pick('killed', victims) === 'the pipeline') killPipelines(installation);
  else await installation.runner.end('SIGKILL');
}

/** Rule 6: the position names the replays that its commit carries. */
function carriesReplays({ method, body }: Exchange): boolean {
  return method === 'POST' && /\breplayed\\*":/.test(body.toString('utf8'));
}

/** Two that are mended, and one that is filtered then, or that fails again. */
async function askForReplays(scene: Scene): Promise<void> {
  const { draws, installation, pipeline } = scene;
  const { prefix, replays } = pipeline.followed;
  const kinds = ['mended', 'mended', draws.pick('beside them', ['filtered', 'bad'])] as const;
  const recordIds = await within('records to replay', async () => {
    const states = await replayStates(installation, pipeline);
    const untouched = [...states].flatMap(([id, state]) => (state === null ? [id] : []));
    return untouched.length >= kinds.length && untouched;
  });
  const records = kinds.flatMap((kind, index) => {
    const recordId = recordIds[index];
    return recordId === undefined ? [] : [{ recordId, value: repaired(kind, prefix, replays.count + index) }];
  });
  for (const { recordId, value } of records) replays.ask(recordId, value);
  const asked = { deploymentId: pipeline.deploymentId, records };
  const { requested } = await installation.control.replays.request(installation.actor, asked);
  if (requested !== kinds.length) throw new Error(`only ${requested} replays were taken`);
}

const amounts = { mended: 4.5, filtered: -1, bad: 'still not a number' } as const;

function repaired(kind: keyof typeof amounts, prefix: string, n: number): Buffer {
  const order = {
    order_id: `${prefix}-mended-${n}`,
    user_id: 1,
    status: 'paid',
    timestamp_ms: 1_763_700_000_000,
  };
  return Buffer.from(JSON.stringify({ ...order, amount: amounts[kind] }));
}
